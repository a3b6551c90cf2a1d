"""Files that no honest camera and no honest office makes, and odd ones that they do."""

import io
import struct
import zipfile
import zlib
from itertools import count

from PIL import Image

_n = count(1)

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
SCRIPT = b"=1;alert(document.domain)//"
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n%%EOF"

MAIN = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    "docm": "application/vnd.ms-word.document.macroEnabled.main+xml",
    "xlsm": "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
}


# ---- pictures ----


def a_picture(kind="JPEG", size=(40, 30), mode="RGB", colour="white", **options) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, kind, **options)
    return out.getvalue()


def a_new_picture() -> bytes:
    """One that nobody has stored before."""
    return a_picture("PNG", (next(_n) + 10, 7), colour=(next(_n) % 256, 90, 200))


def with_exif(**fields) -> bytes:
    """A JPEG, red on its left half, that says where and with what it was taken."""
    image = Image.new("RGB", (80, 40), "blue")
    image.paste("red", (0, 0, 40, 40))
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "MARKER-camera", "MARKER-model"
    exif.get_ifd(0x8825).update(
        {1: "N", 2: (30.0, 31.0, 12.0), 3: "E", 4: (119.0, 54.0, 1.0), 29: "MARKER-day"}
    )
    exif[0x0112] = fields.get("orientation", 1)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=95, exif=exif, comment=b"MARKER-comment")
    return out.getvalue()


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png_of(width, height, *, data=b"", depth=8, colour=0, before=()) -> bytes:
    """A PNG that claims to be this large, whatever it holds."""
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    chunks = [
        _chunk(b"IHDR", header),
        *before,
        _chunk(b"IDAT", data or zlib.compress(b"\0")),
        _chunk(b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def png_bomb(width=20_000, height=20_000) -> bytes:
    """400 megapixels of black in 50 KB."""
    squeeze = zlib.compressobj(9)
    lines = b"".join(squeeze.compress(bytes(1 + width // 8)) for _ in range(height)) + squeeze.flush()
    return png_of(width, height, data=lines, depth=1)


def transparent_png(edge=6_300) -> bytes:
    """39.7 megapixels of four colours each, the most memory that anything we take can ask for."""
    squeeze = zlib.compressobj(1)
    lines = b"".join(squeeze.compress(bytes(1 + 4 * edge)) for _ in range(edge)) + squeeze.flush()
    return png_of(edge, edge, data=lines, colour=6)


def gif_of(width, height) -> bytes:
    frame = b"," + struct.pack("<HHHHB", 0, 0, width, height, 0) + b"\x02\x02\x4c\x01\x00"
    return b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80, 0, 0) + bytes(6) + frame + b";"


def webp_of(width, height) -> bytes:
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    extended = b"VP8X" + struct.pack("<I", 10) + b"\x00\x00\x00\x00" + size
    return b"RIFF" + struct.pack("<I", 4 + len(extended)) + b"WEBP" + extended


def jpeg_of(width, height) -> bytes:
    """The head of a small JPEG, with another size written into it."""
    content = bytearray(a_picture())
    place = content.index(b"\xff\xc0") + 5
    content[place : place + 4] = struct.pack(">HH", height, width)
    return bytes(content)


def jpeg_of_many_scans(scans=5_000, edge=3_000) -> bytes:
    """A progressive JPEG that goes over its nine megapixels again and again."""
    content = a_picture(size=(edge, edge), progressive=True)
    last = content[content.rindex(b"\xff\xda") : -2]
    return content[:-2] + last * scans + b"\xff\xd9"


def phone_jpeg_with_a_film() -> bytes:
    """A living photo: a film behind the end of the picture, full of bytes that look like scans."""
    return a_picture() + b"ftypmp42" + b"\xff\xda\x00\x02" * 20_000


def animated(kind) -> bytes:
    frames = [Image.new("RGB", (30, 20), colour) for colour in ("red", "green", "blue")]
    out = io.BytesIO()
    frames[0].save(out, kind, save_all=True, append_images=frames[1:], duration=100)
    return out.getvalue()


# ---- documents ----


def an_archive(*names, declared="", **parts) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        if declared:
            archive.writestr("[Content_Types].xml", declared)
        for name in names:
            archive.writestr(name, b"x")
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def types(*kinds) -> str:
    overrides = "".join(
        f'<Override PartName="/main{n}.xml" ContentType="{kind}"/>' for n, kind in enumerate(kinds)
    )
    return f'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{overrides}</Types>'


def a_document(kind="docx", *more) -> bytes:
    folder = "word/document.xml" if kind.startswith("doc") else "xl/workbook.xml"
    return an_archive(folder, "_rels/.rels", *more, declared=types(MAIN[kind]))


def twice_the_contents() -> bytes:
    """Two declarations under one name: we would read the one, an office program perhaps the other."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xmX", types(MAIN["docm"]))
        archive.writestr("[Content_Types].xml", types(MAIN["docx"]))
    return out.getvalue().replace(b".xmX", b".xml")


def zip_bomb() -> bytes:
    """A document of half a megabyte that unpacks to 400."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("[Content_Types].xml", types(MAIN["xlsx"]))
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(400):
                sheet.write(bytes(1024 * 1024))
    return out.getvalue()


def crowded_archive(parts=200_000) -> bytes:
    """An end that promises two hundred thousand parts, all of them the same line of the directory."""
    line = struct.pack("<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"x"
    start = b"PK\x03\x04" + bytes(30)
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, len(line) * parts, len(start), 0)
    return start + line * parts + end


# ---- all of them, under the names they come with ----

REFUSED = {
    # what is no picture
    "空的.jpg": b"",
    "一个字节.jpg": b"\xff",
    "网页.jpg": HTML,
    "图.svg": SVG,
    "图.png": b'<?xml version="1.0"?>' + SVG,
    "脚本.js": b"alert(1)",
    "程序.exe.jpg": b"MZ\x90\x00" + bytes(500),
    "文字.jpg": "照片".encode() * 500,
    "图标.ico": b"\x00\x00\x01\x00\x01\x00\x10\x10\x00\x00\x01\x00\x18\x00" + bytes(300),
    "位图.bmp": a_picture("BMP"),
    "扫描.tif": a_picture("TIFF"),
    "印刷.eps": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(id) system",
    "设计.psd": b"8BPS\x00\x01" + bytes(60),
    "苹果.heic": b"\x00\x00\x00\x18ftypheic" + bytes(200),
    "录像.mp4": b"\x00\x00\x00\x18ftypmp42" + bytes(200),
    "图层.ppm": b"P6 9000 9000 255\n",
    "字体.pcf": b"\x01fcp" + bytes(100),
    "数据.fits": b"SIMPLE  =                    T" + bytes(100),
    # bombs
    "炸弹.png": png_bomb(),
    "宽.png": png_of(2**31 - 1, 1),
    "高.png": png_of(1, 2**31 - 1),
    "七千万像素.png": png_of(10_000, 7_000),
    "七千万像素.gif": gif_of(10_000, 7_000),
    "四十亿像素.gif": gif_of(65_535, 65_535),
    "七千万像素.webp": webp_of(10_000, 7_000),
    "大.webp": webp_of(16_383, 16_383),
    "七千万像素.jpg": jpeg_of(10_000, 7_000),
    "四十亿像素.jpg": jpeg_of(65_500, 65_500),
    "没完没了.jpg": jpeg_of_many_scans(),
    "注释炸弹.png": png_of(4, 4, before=[_chunk(b"zTXt", b"k\0\0" + zlib.compress(bytes(50_000_000)))]),
    "颜色炸弹.png": png_of(4, 4, before=[_chunk(b"iCCP", b"k\0\0" + zlib.compress(bytes(50_000_000)))]),
    # what was not sent completely, or made to trip the decoder
    "半张.jpg": a_picture(size=(400, 300), quality=95)[:900],
    "半张.png": a_picture("PNG", (400, 300))[:60],
    "半张.webp": a_picture("WEBP", (400, 300))[:40],
    "半张.gif": a_picture("GIF", (400, 300))[:30],
    "只有头.jpg": b"\xff\xd8\xff\xe0\x00\x10JFIF",
    "零宽.png": png_of(0, 0),
    "零宽.gif": gif_of(0, 0),
    "零高.jpg": jpeg_of(10, 0),
    "怪深度.png": png_of(4, 4, depth=3),
    "怪颜色.png": png_of(4, 4, colour=5),
    "谎报长度.png": b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 2**31 - 1) + b"IHDR" + bytes(40),
    "谎报长度.jpg": b"\xff\xd8\xff\xe1\xff\xffExif\0\0" + b"II*\0" + b"\xff" * 30,
    "套娃.webp": b"RIFF\xff\xff\xff\xffWEBPVP8X" + b"\xff" * 20,
    # polyglots that are more script than picture
    "脚本.gif": b"GIF89a/*" + SCRIPT + b"*/",
    "脚本.jpg": b"\xff\xd8\xff\xe0/*" + SCRIPT,
    # archives and office files
    "压缩.zip": an_archive("a.txt"),
    "程序.jar": an_archive("META-INF/MANIFEST.MF", "Main.class"),
    "安装.apk": an_archive("AndroidManifest.xml", "classes.dex"),
    "宏.docm": a_document("docm", "word/vbaProject.bin"),
    "宏.docx": a_document("docm"),
    "藏宏.docx": a_document("docx", "word/vbaProject.bin"),
    "藏宏.xlsx": a_document("xlsx", "xl/VBAPROJECT.BIN"),
    "宏.xlsm": a_document("xlsm"),
    "老宏.xlsx": a_document("xlsx", "xl/macrosheets/sheet1.xml"),
    "控件.docx": a_document("docx", "word/activeX/activeX1.bin"),
    "带程序.docx": a_document("docx", "word/media/setup.EXE"),
    "带网页.docx": a_document("docx", "word/afchunk.html"),
    "带压缩.docx": a_document("docx", "word/embeddings/more.zip"),
    "出格.docx": a_document("docx", "../../app.py"),
    "根目录.docx": a_document("docx", "/etc/passwd"),
    "反斜杠.docx": a_document("docx", "word\\..\\..\\app.py"),
    "两张嘴.docx": an_archive("word/document.xml", declared=types(MAIN["docx"], MAIN["xlsx"])),
    "两份目录.docx": twice_the_contents(),
    "没声明.docx": an_archive("word/document.xml"),
    "幻灯.pptx": a_document("pptx"),
    "炸弹.xlsx": zip_bomb(),
    "拥挤.xlsx": crowded_archive(),
    "断了.docx": a_document()[:-30],
    "只有头.docx": b"PK\x03\x04",
    "旧.doc": OLD_WORD,
}

ACCEPTED = {
    # polyglots: a real picture with something behind or inside it
    "图加脚本.gif": a_picture("GIF") + SCRIPT,
    "图加网页.jpg": a_picture() + HTML,
    "注释里有网页.jpg": a_picture(comment=HTML),
    "图加压缩包.png": a_picture("PNG") + an_archive("evil.html"),
    "图.html": a_picture("PNG"),
    "带片子.jpg": phone_jpeg_with_a_film(),
    # PDF is handed out as a download only, whatever is in it
    "带脚本.pdf": PDF,
    "不是网页.html": PDF,
    # what phones and offices make
    "动.gif": animated("GIF"),
    "动.webp": animated("WEBP"),
    "动.png": animated("PNG"),
    "印刷色.jpg": a_picture(mode="CMYK", colour=(0, 200, 200, 0)),
    "黑白.png": a_picture("PNG", mode="1", colour=1),
    "灰.jpg": a_picture(mode="L", colour=128),
    "深灰.png": a_picture("PNG", mode="I;16", colour=40_000),
    "深彩.png": png_of(1, 1, depth=16, colour=2, data=zlib.compress(b"\0" + b"\x80\x00" * 3)),
    "调色板.png": a_picture("PNG", mode="P", colour=3),
    "透明.png": a_picture("PNG", mode="RGBA", colour=(255, 0, 0, 0)),
    "透明调色板.gif": a_picture("GIF", mode="P", colour=0, transparency=0),
    "灰透明.png": a_picture("PNG", mode="LA", colour=(9, 0)),
    "透明.webp": a_picture("WEBP", mode="RGBA", colour=(0, 0, 0, 0)),
    "长条.png": a_picture("PNG", (9_000, 1)),
    "四千万像素以内.png": png_of(6_300, 6_300, depth=1, data=zlib.compress(bytes((1 + 788) * 6_300))),
    "逐行.jpg": a_picture(size=(300, 200), progressive=True),
    "报告.docx": a_document("docx", "word/media/image1.png", "customXml/item1.xml"),
    "表.xlsx": a_document("xlsx", "xl/printerSettings/printerSettings1.bin", "xl/embeddings/表.xlsx"),
}

NAMES = {
    # as sent: as shown
    "../../../etc/passwd": "passwd",
    "..\\..\\windows\\win.ini": "win.ini",
    "C:\\照片\\到货.pdf": "到货.pdf",
    "照" * 85: "照" * 85,
    "照" * 200 + ".pdf": "照" * 116 + ".pdf",
    "a\r\nSet-Cookie: evil=1.pdf": "aSet-Cookie: evil=1.pdf",
    'x"; filename="evil.html': 'x"; filename="evil.html',
    "\u202egpj.exe.pdf": "gpj.exe.pdf",
    "零\u200b宽\ufeff.pdf": "零宽.pdf",
    "\x00空.pdf": "空.pdf",
    "/": "未命名",
    "<img src=x onerror=alert(1)>.pdf": "<img src=x onerror=alert(1)>.pdf",
    "%(name)s{0}{{7*7}}.pdf": "%(name)s{0}{{7*7}}.pdf",
    "😀 现场.pdf": "😀 现场.pdf",
}
