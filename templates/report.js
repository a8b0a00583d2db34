"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const { projects, findings, patterns, families, words } = data;
  const STEP = 100;
  const byId = (id) => document.getElementById(id);
  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children.filter((each) => each !== null && each !== ""));
    return element;
  };
  const fold = (text) => text.normalize("NFKC").toLowerCase();
  const ofProject = projects.map(() => []);
  findings.forEach((each, index) => {
    each.n = index;
    if (each.p >= 0) ofProject[each.p].push(each);
    each.hay = fold([each.r, each.t, each.u, each.pn, each.f, each.l, each.fd, each.m, each.s].join("\n"));
  });
  projects.forEach((each, index) => {
    each.n = index;
    each.hay = fold([each.name, each.unit, each.department, each.category, each.file, each.sheet].join("\n"));
  });
  const fields = { search: byId("search"), kind: byId("kind"), severity: byId("severity"), unit: byId("unit"), family: byId("family") };
  const option = (select, value, text) => select.append(make("option", { value, textContent: text }));
  Object.entries(words.severities).forEach(([value, text]) => option(fields.severity, value, text));
  [...new Set([...projects.map((each) => each.unit), ...findings.map((each) => each.u)])].filter(Boolean)
    .forEach((each) => option(fields.unit, each, each));
  families.forEach((each) => option(fields.family, each, each));
  let shown = STEP;
  let found = [];

  const tag = (kind, text) => make("span", { className: `tag ${kind}`, textContent: text });
  const link = (anchor, text) => make("a", { href: `#${anchor}`, textContent: text });
  const findingBox = (each, apart) => {
    const box = make("div", { className: `finding ${each.o ? "o" : each.v[0]}`, id: apart ? `f${each.n}` : "" });
    const where = [each.f, each.h, each.c].filter(Boolean).join(" › ");
    box.append(make("p", {}, tag(each.o ? "off" : each.v, each.o || words.severities[each.v]), ` ${each.r} `, make("b", { textContent: each.t })));
    if (apart && each.pn) box.append(make("p", {}, each.p >= 0 ? link(`p${each.p}`, each.pn) : each.pn, each.u ? `　${each.u}` : ""));
    box.append(make("p", { className: "where", textContent: where }));
    box.append(make("p", { textContent: each.m }));
    if (each.fd) box.append(make("p", { className: "where", textContent: `${each.l ? `${each.l}：` : "原值："}${each.fd}${each.x ? `　应为：${each.x}` : ""}` }));
    if (each.s) box.append(make("p", { textContent: `建议：${each.s}` }));
    if (each.e) box.append(make("p", { textContent: `单位说明：${each.e}` }));
    return box;
  };
  const projectRow = (each) => make("tr", {},
    make("td", {}, link(`p${each.n}`, each.name || "（没有项目名称）")), make("td", { textContent: each.unit }), make("td", { textContent: each.kind }),
    make("td", { textContent: each.category }), make("td", { className: "n", textContent: each.amount }),
    make("td", {}, tag(each.verdict[0], each.verdict[1])), make("td", { className: "n", textContent: ofProject[each.n].filter((one) => !one.o).length || "" }));

  const matches = (each, terms) => terms.every((term) => each.hay.includes(term));
  const search = () => {
    const terms = fold(fields.search.value).split(/\s+/).filter(Boolean);
    const { severity, unit, family } = Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.value]));
    const fits = (each) => (!severity || each.v === severity) && (!family || each.y === family);
    if (fields.kind.value === "findings") {
      found = findings.filter((each) => (!unit || each.u === unit) && fits(each) && matches(each, terms));
    } else {
      found = projects.filter((each) => (!unit || each.unit === unit) && matches(each, terms)
        && ((!severity && !family) || ofProject[each.n].some(fits)));
    }
    shown = STEP;
    draw();
  };
  const draw = () => {
    const part = found.slice(0, shown);
    const isFindings = fields.kind.value === "findings";
    byId("count").textContent = `${isFindings ? "问题" : "项目"} ${found.length} 个${found.length > part.length ? `，先显示 ${part.length} 个` : ""}`;
    const results = byId("results");
    if (isFindings) {
      results.replaceChildren(...part.map((each) => findingBox(each, true)));
    } else {
      const heads = ["项目名称", "实施单位", "表", "项目类别", "年度金额（元）", "结论", "问题"].map((each, at) => make("th", { textContent: each, className: at === 4 || at === 6 ? "n" : "" }));
      results.replaceChildren(make("div", { className: "scroll" }, make("table", {}, make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...part.map(projectRow)))));
    }
    byId("more").classList.toggle("hidden", found.length <= part.length);
  };

  const formTable = (project) => {
    const pattern = patterns[project.pattern];
    const marks = new Map();
    ofProject[project.n].forEach((each) => {
      const key = each.a ? each.a.join(":") : "";
      if (each.a && !each.o && marks.get(key) !== "bad") marks.set(key, each.v === "error" ? "bad" : "doubt");
    });
    const spans = new Map(project.spans.map(([line, slot, rows]) => [`${line}:${slot}`, rows]));
    const body = make("tbody");
    const taken = project.rows.map(() => new Set());
    project.rows.forEach(([number, ...values], line) => {
      const row = make("tr");
      let filled = 0;
      let column = 0;
      pattern[number].forEach(([text, columns, isFilled, role], at) => {
        const value = isFilled ? values[filled++] : text;
        const first = column;
        column += columns;
        if (taken[line].has(first)) return;
        const rows = spans.get(`${line}:${at}`) || 1;
        taken.slice(line, line + rows).forEach((each) => { for (let over = first; over < column; over += 1) each.add(over); });
        const cell = make("td", { textContent: value || "", colSpan: columns, rowSpan: rows, className: role });
        if (marks.has(`${line}:${at}`)) cell.classList.add(marks.get(`${line}:${at}`));
        row.append(cell);
      });
      body.append(row);
    });
    return make("div", { className: "scroll" }, make("table", { className: "form" }, body));
  };
  const showProject = (each) => {
    const own = ofProject[each.n];
    const place = [each.file, each.sheet, each.range].filter(Boolean).join(" › ");
    byId("project").replaceChildren(
      make("p", { className: "screen" }, link("listing", "← 回到列表"), "　", each.n > 0 ? link(`p${each.n - 1}`, "上一个") : "", "　", each.n + 1 < projects.length ? link(`p${each.n + 1}`, "下一个") : ""),
      make("h2", {}, each.name || "（没有项目名称）", " ", tag(each.verdict[0], each.verdict[1])),
      make("p", { className: "note", textContent: `${each.unit}　${place}` }),
      make("div", { className: "pair" }, formTable(each), make("div", {}, ...(own.length ? own.map((one) => findingBox(one, false)) : [make("p", { className: "note", textContent: "没有发现问题。" })]))));
  };
  const route = () => {
    const [, kind, number] = /^#([pf])(\d+)$/.exec(location.hash) || [];
    const isProject = kind === "p" && projects[Number(number)] !== undefined;
    byId("overview").classList.toggle("hidden", isProject);
    byId("list").classList.toggle("hidden", isProject);
    byId("project").classList.toggle("hidden", !isProject);
    if (isProject) { showProject(projects[Number(number)]); window.scrollTo(0, 0); return; }
    if (location.hash === "#listing") byId("listing").scrollIntoView();
  };
  const choose = (unit, family) => {
    fields.kind.value = "findings"; fields.search.value = ""; fields.severity.value = ""; fields.unit.value = unit; fields.family.value = family;
    search();
    byId("listing").scrollIntoView();
  };
  document.querySelectorAll("button[data-unit]").forEach((each) => each.addEventListener("click", () => choose(each.dataset.unit, each.dataset.family)));
  Object.values(fields).forEach((field) => field.addEventListener(field === fields.search ? "input" : "change", search));
  byId("clear").addEventListener("click", () => { ["search", "severity", "unit", "family"].forEach((name) => { fields[name].value = ""; }); search(); });
  byId("more").addEventListener("click", () => { shown += STEP * 5; draw(); });
  window.addEventListener("hashchange", route);
  window.addEventListener("beforeprint", () => { if (!byId("list").classList.contains("hidden")) { shown = found.length; draw(); } });
  fields.kind.value = findings.length ? "findings" : "projects";
  search();
  route();
})();
