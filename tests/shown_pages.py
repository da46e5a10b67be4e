"""Pages of a day in a browser, once they can be asked."""


def ready(page):
    """Wait until the map of a page stands, and return the page."""
    page.wait_for_selector("#views button")
    return page
