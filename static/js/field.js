// The form of the field on a bad line: kept in the browser, photos and all, until the server has confirmed it. Without this
// script it is an ordinary form; its hidden key makes one record of it however often it arrives.
(function () {
  "use strict";
  var form = document.querySelector("[data-field]");
  if (!form || !window.indexedDB || !window.fetch || !window.FormData) return;
  var person = document.body.dataset.person || "0";
  var place = person + " " + form.getAttribute("action");
  var sending = false;

  // ---- the clock of the phone ----

  var ahead = Date.now() - Number(form.dataset.now);
  // A page the browser took out of its own memory is old by itself and says nothing about the clock.
  var visit = performance.getEntriesByType("navigation")[0];
  var fresh = visit && visit.type !== "back_forward" && visit.transferSize > 0;
  if (fresh && Math.abs(ahead) > 10 * 60000) say("soon", form.dataset.clock.replace("{n}", String(Math.round(Math.abs(ahead) / 60000))));

  function say(kind, words) {
    var notice = document.createElement("p");
    notice.className = "notice notice--" + kind;
    notice.textContent = words;
    document.getElementById("notices").replaceChildren(notice);
    notice.scrollIntoView({block: "center"});
  }

  // ---- one store, one entry for each form that is on its way ----

  function store(mode, act) {
    return new Promise(function (done, failed) {
      var opening = indexedDB.open("govproj-field", 1);
      opening.onupgradeneeded = function () { opening.result.createObjectStore("forms"); };
      opening.onerror = function () { failed(opening.error); };
      opening.onsuccess = function () {
        var change = opening.result.transaction("forms", mode);
        var asked = act(change.objectStore("forms"));
        change.oncomplete = function () { opening.result.close(); done(asked.result); };
        change.onerror = change.onabort = function () { opening.result.close(); failed(change.error); };
      };
    });
  }

  function keep(entries) { return store("readwrite", function (forms) { return forms.put(entries, place); }); }
  function kept() { return store("readonly", function (forms) { return forms.get(place); }); }
  function forget() { return store("readwrite", function (forms) { return forms.delete(place); }); }

  // ---- sending ----

  function fields() {
    return Array.from(new FormData(form).entries()).filter(function (pair) { return !(pair[1] instanceof File) || pair[1].name; });
  }

  function body(entries) {
    var data = new FormData();
    entries.forEach(function (pair) {
      // The token of this page: the one that was kept may be of a session that has ended.
      var value = pair[0] === "csrf_token" ? form.elements.csrf_token.value : pair[1];
      data.append(pair[0], value);
    });
    return data;
  }

  function send(entries) {
    if (sending) return Promise.resolve();
    sending = true;
    say("info", form.dataset.sending);
    // Asked as htmx asks, the server names the next page instead of sending the browser there.
    return fetch(form.action, {method: "POST", body: body(entries), headers: {"HX-Request": "true"}}).then(answered, function () {
      say("soon", form.dataset.kept);
    }).finally(function () { sending = false; });
  }

  function answered(answer) {
    var next = answer.headers.get("HX-Redirect");
    if (answer.status === 400 || (next && next.indexOf("/sign-in") === 0)) return say("soon", form.dataset.signIn);
    if (next) return forget().then(function () { location.href = next; });
    if (answer.status >= 500 || answer.status === 429) return say("soon", form.dataset.kept);
    return answer.text().then(refused);
  }

  // What has to be corrected is shown in place; the photos stay chosen.
  function refused(html) {
    var page = new DOMParser().parseFromString(html, "text/html");
    var next = page.querySelector("[data-field]");
    return forget().then(function () {
      var notices = document.getElementById("notices");
      if (!next) {
        notices.replaceChildren.apply(notices, Array.from((page.querySelector("main") || page.body).childNodes));
        return notices.scrollIntoView({block: "center"});
      }
      form.querySelectorAll("[type=file]").forEach(function (chosen) {
        var empty = next.querySelector('[type=file][name="' + chosen.name + '"]');
        if (empty) empty.replaceWith(chosen);
      });
      form.replaceChildren.apply(form, Array.from(next.childNodes));
      notices.replaceChildren();
      var wrong = form.querySelector(".form-errors");
      if (wrong) { wrong.focus(); wrong.scrollIntoView(); }
    });
  }

  function again() {
    return kept().then(function (entries) { if (entries) return send(entries); }).catch(function () { /* Nothing is kept here. */ });
  }

  // ---- photos are made small before they go over a thin line; one that resists goes as it is ----

  function smaller(pair) {
    var file = pair[1];
    if (!(file instanceof File) || file.size < 400000 || !window.createImageBitmap) return Promise.resolve(pair);
    return createImageBitmap(file).then(function (picture) {
      var scale = Math.min(1, 2000 / Math.max(picture.width, picture.height));
      var canvas = document.createElement("canvas");
      canvas.width = Math.round(picture.width * scale);
      canvas.height = Math.round(picture.height * scale);
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      return new Promise(function (done) { canvas.toBlob(done, "image/jpeg", 0.85); });
    }).then(function (blob) {
      return blob && blob.size < file.size ? [pair[0], new File([blob], file.name, {type: "image/jpeg"})] : pair;
    }).catch(function () { return pair; });
  }

  form.addEventListener("submit", function (event) {
    event.preventDefault();
    Promise.all(fields().map(smaller)).then(function (entries) {
      // Where nothing can be kept (private windows) the form is sent all the same.
      return keep(entries).catch(function () { /* sent without a copy */ }).then(function () { return send(entries); });
    });
  });

  window.addEventListener("online", again);
  setInterval(again, 30000);
  again();
})();
