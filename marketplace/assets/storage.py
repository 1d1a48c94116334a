from whitenoise.storage import CompressedManifestStaticFilesStorage


class ManifestStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Hashed and precompressed; hashes also the paths inside `import "./x.js"`, which Django leaves alone by default."""

    support_js_module_import_aggregation = True
