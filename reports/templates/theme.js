"use strict";
(() => {
  const key = "eval-theme";
  const themes = ["auto", "light", "dark"];
  const read = () => { try { return localStorage.getItem(key); } catch { return null; } };
  const write = value => { try { localStorage.setItem(key, value); } catch { /* private windows keep nothing */ } };
  let theme = themes.includes(read()) ? read() : "auto";
  const apply = () => { document.documentElement.dataset.theme = theme; };
  apply();
  document.addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector(".theme");
    const label = () => { button.textContent = button.dataset[theme]; };
    label();
    button.hidden = false;
    button.addEventListener("click", () => {
      theme = themes[(themes.indexOf(theme) + 1) % themes.length];
      write(theme);
      apply();
      label();
    });
  });
  addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  });
})();
