from whitenoise.storage import CompressedManifestStaticFilesStorage


class ManifestStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Hashed and precompressed, the paths inside `import "./x.js"` too, which Django leaves alone by default."""

    support_js_module_import_aggregation = True
