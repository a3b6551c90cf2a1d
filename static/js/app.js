// What the pages can do better with a script. Everything here is an extra: each page works without it.
(function () {
  "use strict";
  var root = document.documentElement;
  var person = document.body.dataset.person || "0";

  function keep(key, value) {
    try {
      if (value) localStorage.setItem(key, value); else localStorage.removeItem(key);
    } catch (refused) { /* This browser remembers nothing. */ }
  }

  function kept(key) {
    try { return localStorage.getItem(key); } catch (refused) { return null; }
  }

  function each(part, selector, act) { part.querySelectorAll(selector).forEach(act); }

  // ---- 大字版, 高对比, 朗读 ----

  function press(button, pressed) { button.setAttribute("aria-pressed", String(Boolean(pressed))); }

  // What the form does by loading the page anew, without losing the place one reads at.
  function toggle(button) {
    var name = button.name;
    var value = button.value;
    if (value) root.dataset[name] = value; else delete root.dataset[name];
    button.value = value ? "" : button.dataset.switch;
    press(button, value);
    fetch(button.form.action, {method: "POST", redirect: "manual", keepalive: true, body: new URLSearchParams([[name, value]])});
  }

  function readAloud(button) {
    var running = button.getAttribute("aria-pressed") === "true";
    speechSynthesis.cancel();
    press(button, !running);
    if (running) return;
    // Some engines fall silent on long texts, so each sentence is spoken by itself.
    var sentences = document.querySelector(button.dataset.read).innerText.split(/[\n。！？]+/).filter(Boolean);
    sentences.forEach(function (words, index) {
      var speech = new SpeechSynthesisUtterance(words);
      speech.lang = root.lang;
      speech.rate = 0.9;
      if (index === sentences.length - 1) speech.onend = function () { press(button, false); };
      speechSynthesis.speak(speech);
    });
  }

  // ---- counters and local drafts of long texts ----

  function count(area) {
    var note = document.querySelector('[data-count-for="' + area.id + '"]');
    var left = area.dataset.most - area.value.length;
    note.textContent = (left < 0 ? note.dataset.over : note.dataset.left).replace("{n}", Math.abs(left));
    note.toggleAttribute("data-too-long", left < 0);
  }

  function draftOf(area) { return "draft." + person + "." + area.dataset.draft; }

  // What was being written when the session ended comes back, unless somebody has saved another text since.
  function restore(area) {
    var key = draftOf(area);
    var draft = kept(key);
    if (draft && (!area.value.trim() || area.value === kept(key + ".from"))) area.value = draft;
  }

  function keepDraft(area) {
    var key = draftOf(area);
    keep(key + ".from", area.defaultValue);
    keep(key, area.value);
  }

  // A draft goes when the next page says that its form was accepted, not when the button is pressed.
  function dropSentDrafts() {
    if (document.querySelector("#notices .notice--good")) (kept("drafts.sent") || "").split("\n").forEach(function (key) {
      keep(key);
      keep(key + ".from");
    });
    keep("drafts.sent");
  }

  function forgetAll() {
    Object.keys(localStorage).forEach(function (key) { if (key.indexOf("draft") === 0) keep(key); });
  }

  // An address that names something folded away unfolds it.
  function unfold() {
    var named = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    var folded = named && (named.closest("details") || named.querySelector("details"));
    if (folded) { folded.open = true; named.scrollIntoView(); }
  }

  function prepare(part) {
    each(part, "[data-read]", function (button) { button.hidden = !window.speechSynthesis; });
    each(part, "[data-print]", function (button) { button.hidden = false; });
    each(part, "[data-draft]", restore);
    each(part, "[data-most]", count);
    var wrong = part.querySelector(".form-errors");
    if (wrong) wrong.focus();
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.switch && window.fetch) {
      event.preventDefault();
      toggle(button);
    }
    if (button.dataset.read) readAloud(button);
    if (button.hasAttribute("data-print")) window.print();
  });

  document.addEventListener("input", function (event) {
    if (event.target.dataset.draft) keepDraft(event.target);
    if (event.target.dataset.most) count(event.target);
  });

  function notify(words) {
    var notices = document.getElementById("notices");
    var notice = document.createElement("p");
    notice.className = "notice notice--late";
    notice.textContent = words;
    notices.replaceChildren(notice);
    notices.scrollIntoView({block: "center"});
  }

  // A server that is sent too much hangs up in the middle, and what was written goes with it.
  function tooLarge(form) {
    var bytes = 0, field = form.querySelector("[data-most-bytes]");
    each(form, "[type=file]", function (input) {
      Array.prototype.forEach.call(input.files, function (file) { bytes += file.size; });
    });
    return field && bytes > field.dataset.mostBytes ? field.dataset.tooLarge : "";
  }

  // In the capture phase, so that a refused question or a second press stops htmx too.
  document.addEventListener("submit", function (event) {
    var form = event.target;
    var question = (event.submitter && event.submitter.dataset.confirm) || form.dataset.confirm;
    var pressedTwice = form.method === "post" && Date.now() - (form.sentAt || 0) < 2000;
    if (pressedTwice || (question && !window.confirm(question))) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    var refused = tooLarge(form);
    if (refused) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return notify(refused);
    }
    form.sentAt = Date.now();
    if (form.hasAttribute("data-forget")) return forgetAll();
    var sent = Array.prototype.map.call(form.querySelectorAll("[data-draft]"), draftOf);
    if (sent.length) keep("drafts.sent", sent.join("\n"));
  }, true);

  // ---- htmx: pieces that arrive, uploads on their way, lines that fail ----

  document.addEventListener("htmx:load", function (event) { prepare(event.target); });

  document.addEventListener("htmx:afterSwap", function (event) {
    if (event.target.id === "notices") event.target.scrollIntoView({block: "center"});
  });

  document.addEventListener("htmx:xhr:progress", function (event) {
    var bar = event.target.querySelector(".field__upload");
    if (!bar || !event.detail.lengthComputable) return;
    bar.hidden = event.detail.loaded >= event.detail.total;
    bar.value = 100 * event.detail.loaded / event.detail.total;
  });

  ["htmx:sendError", "htmx:timeout"].forEach(function (failure) {
    document.addEventListener(failure, function () { notify(document.getElementById("notices").dataset.offline); });
  });

  window.addEventListener("hashchange", unfold);
  dropSentDrafts();
  prepare(document);
  unfold();
})();
