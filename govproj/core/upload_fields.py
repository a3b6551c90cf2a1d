"""Form fields for photos and evidence: how many, and a sentence for each file that cannot be taken."""

from os import SEEK_END

from flask import current_app
from flask_wtf.file import MultipleFileField
from wtforms.validators import ValidationError

from govproj.core import uploads
from govproj.core.db import let_others_write
from govproj.core.i18n import _


class FilesField(MultipleFileField):
    """Several files at once; after validation `.stored` holds the StoredFile of each, in order."""

    accept = "image/*,.pdf,.docx,.xlsx"
    keep = staticmethod(uploads.keep_evidence)

    def __init__(self, label=None, validators=None, most=12, **kwargs):
        kwargs.setdefault("render_kw", {"accept": self.accept})
        super().__init__(label, validators, **kwargs)
        self.most, self.stored = most, []

    def pre_validate(self, form):
        chosen = [upload for upload in self.data or () if upload and getattr(upload, "filename", "")]
        if len(chosen) > self.most:
            raise ValidationError(_("一次最多选 %(most)s 个文件。", most=self.most))
        if sum(map(_bytes, chosen)) > current_app.config["MAX_CONTENT_LENGTH"]:
            raise ValidationError(
                _("这些文件合计超过 20 MB，没有上传。写的内容还在：请少选几个，分几次上传。")
            )
        if chosen:
            let_others_write()  # making a dozen photos takes seconds
        refused = []
        for upload in chosen:
            try:
                self.stored.append(self.keep(upload))
            except uploads.Unacceptable as error:
                refused.append(str(error))
        if refused:
            raise ValidationError(" ".join(refused))


def _bytes(upload) -> int:
    size = upload.stream.seek(0, SEEK_END)
    upload.stream.seek(0)
    return size


class PhotosField(FilesField):
    accept = "image/*"
    keep = staticmethod(uploads.keep_photo)
