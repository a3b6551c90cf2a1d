"""The address a site is known by, checked before it is believed."""

import re
from ipaddress import ip_address
from urllib.parse import urlsplit

from govproj.core.i18n import _

HOST = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*")


def site_address(typed: str) -> str:
    """`https://villages.example` from what was typed; ValueError with the reason when it is no such address."""
    try:
        parts = urlsplit(typed.strip())
        host, port = (parts.hostname or "").encode("idna").decode(), parts.port
    except (UnicodeError, ValueError):
        raise ValueError(_("看不懂这个网址，请照 https://villages.example 的样子填写。")) from None
    more = parts.path.strip("/") or parts.query or parts.fragment or parts.username or parts.password
    if parts.scheme not in {"http", "https"} or more or not HOST.fullmatch(host):
        raise ValueError(_("网址以 http:// 或 https:// 开头，后面只有域名和端口。"))
    if is_this_machine(host):
        raise ValueError(_("这个网址只有本机打得开，请填别人的手机也打得开的网址，或者先空着。"))
    return f"{parts.scheme}://{host}" + (f":{port}" if port else "")


def reaches_here(address: str, opened_at: str) -> bool:
    """Whether the page was opened under this address, or on the machine itself, which can always come back."""
    here = urlsplit(opened_at).hostname or ""
    return urlsplit(address).hostname == here or is_this_machine(here)


def is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback or ip_address(host).is_unspecified
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
