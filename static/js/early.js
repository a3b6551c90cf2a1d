// Runs before the first paint, so that large type and high contrast never flash.
(function (root) {
  root.classList.add("js");
  try {
    ["size", "contrast"].forEach(function (name) {
      var chosen = localStorage.getItem("look." + name);
      if (chosen) root.dataset[name] = chosen;
    });
  } catch (refused) { /* A browser that keeps nothing shows the page as it is. */ }
})(document.documentElement);
