"""The least a Flask page can be: what every figure of bench/pages.py is a multiple of."""

from flask import Flask

app = Flask(__name__)


@app.get("/")
def hello():
    return "你好"
