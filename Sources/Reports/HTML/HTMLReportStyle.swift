extension StyleSheet {
  /// How the report of a verification looks beyond what all pages have in common.
  static let verificationReport = StyleSheet(
    base,
    """
    .banner.passed { background: var(--green-soft); color: var(--green); }
    .banner.failed { background: var(--red-soft); color: var(--red); }
    .badge.passed { background: var(--green-soft); color: var(--green); }
    .badge.failed { background: var(--red-soft); color: var(--red); }
    .badge.undecided { background: var(--amber-soft); color: var(--amber); }
    .plain-notes { border-left-color: var(--border); }
    .sizes { background: var(--surface); border: 1px solid var(--border); }
    .sizes th, .sizes td {
      padding: 0.5rem 0.75rem; text-align: left; border-top: 1px solid var(--border); font-weight: normal;
    }
    .sizes > thead th { background: var(--raised); color: var(--muted); font-size: 0.875rem; font-weight: 600; }
    .sizes .bytes { display: block; font-size: 0.875rem; font-variant-numeric: tabular-nums; }
    .sizes .number { white-space: nowrap; }
    meter { appearance: none; display: block; width: 100%; height: 0.75rem; border: 0; background: none; }
    meter::-webkit-meter-bar { border: 0; border-radius: 4px; background: var(--raised); }
    meter::-webkit-meter-optimum-value { border-radius: 4px; background: var(--muted); }
    meter::-moz-meter-bar { background: var(--muted); }
    meter.actual::-webkit-meter-optimum-value { background: var(--link); }
    meter.actual::-moz-meter-bar { background: var(--link); }
    .check { background: var(--surface); border: 1px solid var(--border); border-radius: 8px; overflow-wrap: anywhere; }
    .check + .check { margin-top: 0.5rem; }
    div.check { padding: 0.625rem 0.875rem; }
    .note { padding: 0.25rem 0.875rem; color: var(--muted); }
    .finding { content-visibility: auto; contain-intrinsic-size: auto 12rem; }
    .finding { margin: 0.5rem 0.875rem 0.875rem; padding: 0.25rem 0 0.25rem 0.875rem; border-left: 4px solid var(--border); }
    .finding.failed { border-left-color: var(--red); }
    .finding.undecided { border-left-color: var(--amber); }
    .finding > * + * { margin-top: 0.5rem; }
    .hint { font-weight: 600; }
    .cause { padding: 0.5rem 0.75rem; background: var(--raised); border-radius: 6px; }
    .cause h4 { margin: 0; color: var(--text); }
    .differences { border: 1px solid var(--border); border-radius: 8px; }
    .differences > table { border-width: 1px 0 0; }
    .differences > .cut { padding: 0 0.875rem; }
    .members del, .members ins { display: inline-block; max-width: 100%; }
    .members tbody td:last-child { font-size: 0.875rem; }
    @media (max-width: 44rem) {
      .finding { margin-left: 0.5rem; margin-right: 0.5rem; }
      .sizes th, .sizes td { padding: 0.375rem 0.5rem; }
      .sizes .number { white-space: normal; }
    }

    """)
}
