extension StyleSheet {
  /// What pages of reports have in common: colours by day and by night, type, banner, cards, badges, tables, folding.
  static let base: StaticString = """

    :root {
      color-scheme: light dark;
      --mono: ui-monospace, "SF Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace;
      --page: #f5f6f8; --surface: #ffffff; --raised: #eef1f5; --text: #1b2028; --muted: #566072; --border: #d6dce5;
      --red: #a3201a; --red-soft: #fdeceb; --red-mark: #f7c3bf;
      --green: #14602f; --green-soft: #e7f5eb; --green-mark: #b4e2c2;
      --amber: #7a4a00; --amber-soft: #fff3da; --link: #1a56b0;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --page: #11141a; --surface: #191e26; --raised: #222934; --text: #e5e9f0; --muted: #a0abbb; --border: #313a47;
        --red: #ffa198; --red-soft: #331b1d; --red-mark: #6b2b2d;
        --green: #86dba4; --green-soft: #14291d; --green-mark: #205a36;
        --amber: #f2c46d; --amber-soft: #32270f; --link: #8fb8ff;
      }
    }
    * { box-sizing: border-box; }
    body { margin: 0; background: var(--page); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
    code, pre, .line, .number, .plain, del, ins, .facts dd {
      font-family: var(--mono); font-size: 0.875rem; overflow-wrap: anywhere;
    }
    h1, h2, h3, h4, h5, h6, p { margin: 0; }
    h2 { font-size: 1.25rem; line-height: 1.3; }
    h3 { font-size: 1.0625rem; line-height: 1.4; }
    h4, h5, h6 { font-size: 0.9375rem; line-height: 1.4; }
    a { color: var(--link); }
    :focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 4px; }
    .skip { position: absolute; left: 1rem; top: -4rem; padding: 0.5rem 1rem; background: var(--surface); z-index: 1; }
    .skip:focus { top: 0.5rem; }
    .banner > div, main { max-width: 80rem; margin: 0 auto; padding: 1.5rem; }
    .banner { border-bottom: 1px solid var(--border); border-top: 6px solid; }
    .banner p { color: var(--text); overflow-wrap: anywhere; }
    .banner .reason { font-size: 1.125rem; }
    h1 { font-size: 2.25rem; line-height: 1.2; overflow-wrap: anywhere; }
    .banner.equal { background: var(--green-soft); color: var(--green); }
    .banner.different { background: var(--red-soft); color: var(--red); }
    .banner.undecided { background: var(--amber-soft); color: var(--amber); }
    main > section + section, main > p { margin-top: 2.5rem; }
    section > h2 { margin-bottom: 0.75rem; }
    .sides, .cards { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(22rem, 100%), 1fr)); }
    .card { background: var(--surface); border: 1px solid var(--border); border-radius: 10px; padding: 1rem 1.25rem; }
    .facts { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0.125rem 1rem; margin: 0; }
    dt, .muted { color: var(--muted); }
    dd { margin: 0; }
    .badge {
      display: inline-block; border-radius: 999px; padding: 0 0.625rem; font-size: 0.8125rem; font-weight: 600;
      line-height: 1.5rem; white-space: nowrap; background: var(--raised); color: var(--text);
    }
    .badge.missing { background: var(--red-soft); color: var(--red); }
    .badge.extra, .badge.proven { background: var(--green-soft); color: var(--green); }
    .badge.changed, .badge.moved, .badge.likely { background: var(--amber-soft); color: var(--amber); }
    .cause h4 { margin-top: 0.75rem; font-size: 0.875rem; color: var(--muted); }
    .cause ul { margin: 0.5rem 0 0; padding-left: 1.25rem; overflow-wrap: anywhere; }
    pre {
      margin: 0.25rem 0 0; padding: 0.625rem 0.75rem; background: var(--raised); border-radius: 6px;
      white-space: pre-wrap;
    }
    .unexplained { margin-top: 1rem; font-weight: 600; }
    .cut { margin: 0.5rem 0; color: var(--muted); font-style: italic; }
    .notes { border-left: 4px solid var(--amber); padding-left: 1rem; overflow-wrap: anywhere; }
    .notes ul { margin: 0; padding-left: 1.25rem; }
    table { width: 100%; border-collapse: collapse; }
    .container, .members, .values { background: var(--surface); border: 1px solid var(--border); }
    .container > * > tr > *, .members > * > tr > *, .values > * > tr > * {
      padding: 0.5rem 0.75rem; text-align: left; vertical-align: top; border-top: 1px solid var(--border);
      font-weight: normal;
    }
    .container > thead th, .members > thead th, .values > thead th {
      background: var(--raised); color: var(--muted); font-size: 0.875rem; font-weight: 600;
    }
    .members td:first-child, .values td:first-child { width: 1%; }
    .container tbody th { width: 12rem; font-family: var(--mono); font-size: 0.875rem; overflow-wrap: anywhere; }
    .members tbody th { width: 38%; }
    .fields {
      display: grid; grid-template-columns: minmax(5.5rem, max-content) minmax(0, 1fr); gap: 0.125rem 0.75rem; margin: 0;
      font-size: 0.875rem;
    }
    del, ins { text-decoration: none; border-radius: 3px; padding: 0 0.1875rem; }
    del { background: var(--red-soft); color: var(--red); }
    ins { background: var(--green-soft); color: var(--green); }
    .fields del, .fields ins { display: inline-block; max-width: 100%; }
    .folded, .member { background: var(--surface); border: 1px solid var(--border); border-radius: 8px; }
    .folded { margin-top: 0.75rem; }
    .member + .member { margin-top: 0.75rem; }
    summary { padding: 0.625rem 0.875rem; cursor: pointer; overflow-wrap: anywhere; border-radius: 8px; }
    summary:hover { background: var(--raised); }
    .member:target { border-color: var(--link); box-shadow: 0 0 0 1px var(--link); }
    .folded ul { margin: 0; padding: 0 1rem 0.75rem 2rem; overflow-wrap: anywhere; }
    .member > p { padding: 0.125rem 0.875rem; }
    .member > table, .member > .scroll { border-width: 1px 0 0; border-top: 1px solid var(--border); }
    .scroll { overflow-x: auto; }
    .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
    @media (max-width: 44rem) {
      .banner > div, main { padding: 1rem; }
      h1 { font-size: 1.75rem; }
      main > section + section { margin-top: 1.75rem; }
      .container > thead, .members > thead, .values > thead {
        position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
      }
      .container tbody tr, .members tbody tr, .values tbody tr {
        display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0.125rem 0.75rem; align-items: start;
        border-top: 1px solid var(--border); padding: 0.5rem 0.75rem;
      }
      .container > tbody > tr > *, .members > tbody > tr > *, .values > tbody > tr > * { border: 0; padding: 0; grid-column: 1 / -1; width: auto; }
      .members > tbody > tr > td:first-child, .values > tbody > tr > td:first-child { grid-column: 1; width: auto; }
      .members > tbody > tr > th, .values > tbody > tr > th { grid-column: 2; width: auto; }
      .fields { grid-template-columns: minmax(4rem, max-content) minmax(0, 1fr); margin-top: 0.25rem; }
      .container > tbody > tr > td::before, .values > tbody > tr > td ~ td::before {
        content: "expected "; color: var(--muted); font-size: 0.8125rem;
      }
      .container > tbody > tr > td ~ td::before, .values > tbody > tr > td ~ td ~ td::before { content: "actual "; }
    }

    """
}
