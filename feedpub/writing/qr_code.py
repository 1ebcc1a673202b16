"""An address as a QR code (ISO/IEC 18004), for the camera of a phone."""

__all__ = ["qr_code"]


def qr_code(address: str) -> str:
    """An SVG element, dark on light, with the quiet zone of four modules that cameras need."""
    import segno  # takes as long to import as a build that has nothing to do, and few need it

    code = segno.make(address, error="m", micro=False)
    return str(code.svg_inline(light="#fff", omitsize=True, svgclass=None, lineclass=None))
