"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const table = document.querySelector(".board");
  if (!table) return;
  const body = table.tBodies[0];
  const headings = [...table.tHead.rows[0].cells];
  for (const [index, heading] of headings.entries()) {
    const button = heading.querySelector(".sort");
    if (!button) continue;
    button.addEventListener("click", () => {
      const upwards = heading.getAttribute("aria-sort") === "descending";
      for (const other of headings) other.removeAttribute("aria-sort");
      heading.setAttribute("aria-sort", upwards ? "ascending" : "descending");
      const value = row => {
        const text = row.cells[index].dataset.sort;
        return text === "" ? null : Number(text);
      };
      const rows = [...body.rows].sort((a, b) => {
        const [x, y] = [value(a), value(b)];
        if (x === null || y === null) return (x === null) - (y === null);
        return upwards ? x - y : y - x;
      });
      body.append(...rows);
    });
  }
});
