"use strict";
(() => {
  const rowsShown = 400;
  const icons = { r: "✓", w: "✗", n: "∅", t: "✂", e: "!", u: "–" };
  const disruptive = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g;
  const waiting = new Map();
  const chunks = new Map();
  let index, words, order = [], position = 0;

  window.evalIndex = data => { index = data; };
  window.evalChunk = ([number, ...records]) => {
    chunks.set(number, records);
    waiting.get(number)?.();
    waiting.delete(number);
  };

  const $ = id => document.getElementById(id);
  const reveal = text => text.replace(disruptive, c => `‹U+${c.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}›`);
  const make = (tag, className, text) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = reveal(String(text));
    return element;
  };
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  const load = file => new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = `${encodeURIComponent(document.body.dataset.folder)}/${file}`;
    script.onload = resolve;
    script.onerror = () => reject(new Error(file));
    document.head.append(script);
  });
  const chunkOf = async number => {
    if (!chunks.has(number)) {
      await Promise.all([new Promise(resolve => waiting.set(number, resolve)), load(`${number}.js`)]);
    }
    return chunks.get(number);
  };

  const addText = (parent, text) => {
    if (!$("whitespace").checked) {
      parent.append(reveal(text.replace(/\r\n/g, "\n")));
      return;
    }
    for (const piece of text.split(/([ \t\r\n\u00a0\u3000]+)/)) {
      if (/^[ \t\r\n\u00a0\u3000]+$/.test(piece)) {
        const marks = { " ": "·", "\t": "⇥\t", "\r": "␍", "\n": "⏎\n", "\u00a0": "⍽", "\u3000": "□" };
        const span = make("span", "ws");
        span.textContent = [...piece].map(c => marks[c]).join("");
        parent.append(span);
      } else {
        parent.append(reveal(piece));
      }
    }
  };

  const section = (parent, key, text, { cut, mark, className } = {}) => {
    if (text === undefined) return;
    parent.append(make("h3", "", words[key]));
    const pre = make("pre", className);
    if (text === "") {
      pre.append(make("i", "quiet", words.sample_empty));
    } else if (mark) {
      const [start, length] = mark;
      addText(pre, text.slice(0, start));
      const marked = make("mark");
      addText(marked, text.slice(start, start + length));
      pre.append(marked);
      addText(pre, text.slice(start + length));
    } else {
      addText(pre, text);
    }
    parent.append(pre);
    if (cut) parent.append(make("p", "note", fill(words.sample_cut, { characters: cut.toLocaleString("en") })));
  };

  const logprobs = (parent, record) => {
    if (!record.logprobs) return;
    parent.append(make("h3", "", words.sample_logprobs));
    const table = make("table", "logprobs");
    for (const [place, value] of record.logprobs.entries()) {
      const letter = String.fromCharCode(65 + place);
      const row = table.insertRow();
      if (letter === record.answer) row.className = "chosen";
      row.append(make("th", "", (letter === record.answer ? "→ " : "") + letter));
      row.append(make("td", "", value.toFixed(4)));
      const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
      svg.setAttribute("width", "160");
      svg.setAttribute("height", "10");
      svg.setAttribute("aria-hidden", "true");
      const bar = document.createElementNS(svg.namespaceURI, "rect");
      bar.setAttribute("width", String(Math.max(1, 160 * Math.exp(value))));
      bar.setAttribute("height", "10");
      svg.append(bar);
      row.insertCell().append(svg);
    }
    parent.append(table);
  };

  const verdictWords = verdict => ({
    r: words.verdict_right, w: words.verdict_wrong, n: words.count_no_answer, t: words.count_truncated, e: words.count_error, u: words.verdict_unlabelled,
  })[verdict];

  const show = (record, place, total) => {
    const article = make("div");
    article.append(make("h2", "", record.id));
    const verdict = make("p", "verdict");
    verdict.append(make("span", `icon ${record.verdict}`, icons[record.verdict]), ` ${verdictWords(record.verdict)}`);
    verdict.append(make("small", "", `  ${fill(words.sample_position, { position: (place + 1).toLocaleString("en"), total: total.toLocaleString("en") })}`));
    article.append(verdict);
    const summary = make("dl", "summary");
    const fact = (key, value) => {
      const pair = make("div");
      pair.append(make("dt", "", words[key]), make("dd", "", value ?? "–"));
      summary.append(pair);
    };
    fact("sample_extracted", record.answer);
    fact("sample_key", record.target);
    fact("sample_rule", record.rule);
    for (const [name, answer, rule, right] of record.alternatives ?? []) {
      const pair = make("div");
      pair.append(make("dt", "", name), make("dd", "", `${right ? "✓" : "✗"} ${answer} (${rule})`));
      summary.append(pair);
    }
    article.append(summary);
    if (record.prompt === undefined) {
      article.append(make("h3", "", words.sample_prompt), make("p", "note", words.sample_prompt_elsewhere));
    } else {
      section(article, "sample_prompt", record.prompt, { cut: record.promptCut });
    }
    section(article, "sample_reasoning", record.reasoning, { cut: record.reasoningCut });
    section(article, "sample_answer", record.completion, { cut: record.completionCut, mark: record.mark });
    logprobs(article, record);
    section(article, "sample_program", record.program, { cut: record.programCut });
    section(article, "sample_stderr", record.stderr, { cut: record.stderrCut });
    section(article, "sample_error", record.error, { className: "error" });
    const line = [
      ["sample_finish", record.finish], ["sample_tokens", record.tokens], ["sample_latency", record.latency], ["sample_cost", record.cost],
      ["sample_attempts", record.attempts], ["sample_sha", record.sha],
    ].filter(([, value]) => value !== undefined).map(([key, value]) => `${words[key]}${words.colon}${value}`);
    if (record.cached) line.push(words.sample_cached);
    article.append(make("p", "facts-line", line.join(" · ")));
    $("sample").replaceChildren(article);
  };

  const drawList = () => {
    const first = Math.max(0, Math.min(position - rowsShown / 2, order.length - rowsShown));
    const items = order.slice(first, first + rowsShown).map((place, offset) => {
      const item = make("li");
      const button = make("button");
      button.type = "button";
      const verdict = index.verdicts[place];
      const icon = make("span", `icon ${verdict}`, icons[verdict]);
      icon.setAttribute("role", "img");
      icon.setAttribute("aria-label", verdictWords(verdict));
      button.append(icon, make("span", "", index.ids[place]));
      if (first + offset === position) button.setAttribute("aria-current", "true");
      button.addEventListener("click", () => go(first + offset));
      item.append(button);
      return item;
    });
    $("list").replaceChildren(...items);
    const current = $("list").querySelector("[aria-current]");
    if (current) {
      const box = $("list").parentElement;
      box.scrollTop = current.offsetTop - box.offsetTop - box.clientHeight / 2;
    }
  };

  const go = async target => {
    position = Math.max(0, Math.min(target, order.length - 1));
    drawList();
    if (order.length === 0) {
      $("sample").replaceChildren(make("p", "quiet", words.sample_none));
      return;
    }
    const place = order[position];
    try {
      const records = await chunkOf(Math.floor(place / index.chunk));
      if (order[position] === place) {
        show(records[place % index.chunk], position, order.length);
        history.replaceState(null, "", "#" + encodeURIComponent(index.ids[place]));
      }
    } catch {
      $("sample").replaceChildren(make("p", "error", words.sample_missing));
    }
  };

  const choose = () => {
    const verdicts = $("filter").value;
    const subject = $("subject").value;
    const collator = new Intl.Collator("en", { numeric: true });
    const chosen = [];
    for (let place = 0; place < index.ids.length; place++) {
      if ((verdicts === "" || verdicts.includes(index.verdicts[place])) && (subject === "" || index.subset[place] === Number(subject))) chosen.push(place);
    }
    order = chosen.sort((a, b) => collator.compare(index.ids[a], index.ids[b]));
  };

  document.addEventListener("DOMContentLoaded", async () => {
    words = JSON.parse(document.body.dataset.words);
    try {
      await load("index.js");
    } catch {
      $("sample").replaceChildren(make("p", "error", words.sample_missing));
      return;
    }
    if (index.subsets.length > 1) {
      $("subject-label").hidden = false;
      for (const [number, name] of [...index.subsets.entries()].sort((a, b) => a[1].localeCompare(b[1]))) {
        const option = make("option", "", name);
        option.value = String(number);
        $("subject").append(option);
      }
    }
    choose();
    const wanted = decodeURIComponent(location.hash.slice(1));
    go(Math.max(0, order.findIndex(place => index.ids[place] === wanted)));
    for (const id of ["filter", "subject"]) $(id).addEventListener("change", () => { choose(); go(0); });
    $("whitespace").addEventListener("change", () => go(position));
    $("previous").addEventListener("click", () => go(position - 1));
    $("next").addEventListener("click", () => go(position + 1));
    document.addEventListener("keydown", event => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("select, input[type=text]")) return;
      if (event.key === "j") go(position + 1);
      else if (event.key === "k") go(position - 1);
      else if (event.key === "w") $("whitespace").click();
    });
  });
})();
