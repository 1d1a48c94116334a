def site(request):
    """What every page's frame shows."""
    return {}
