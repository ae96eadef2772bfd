"""Cleans the HTML of mails before a browser sees it: text from outside is hostile.

Formatting stays; scripts, styles, forms and everything that would call another computer go. A remote picture
tells its sender who read the mail and when, so none is loaded: a word stands in its place.
"""

from __future__ import annotations

import re

import nh3

TAGS = {
    *("a", "abbr", "b", "blockquote", "br", "caption", "code", "dd", "del", "div", "dl", "dt", "em"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "ins", "kbd", "li", "ol", "p", "pre", "q", "s"),
    *("samp", "small", "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead"),
    *("tr", "tt", "u", "ul", "var"),
}
ATTRIBUTES = {"a": {"href", "title"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}}
QUOTES = {"freshdesk_quote", "gmail_quote"}
PICTURE = re.compile(r"<img\b", re.IGNORECASE)
PICTURE_WORD = "<em>[a picture, not loaded: open the ticket in FreshDesk to see it]</em>"


def sanitise(html: str) -> str:
    """Answer HTML that is safe to show.

    The classes by which mail programs mark what they quote are kept, so that a view can fold it.
    """
    return nh3.clean(
        PICTURE.sub(lambda found: PICTURE_WORD + found.group(), html),
        tags=TAGS,
        attributes=ATTRIBUTES,
        allowed_classes={"div": QUOTES, "blockquote": QUOTES},
        clean_content_tags={"script", "style", "title", "template"},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
        set_tag_attribute_values={"a": {"target": "_blank"}},
    )
