extension StyleSheet {
  /// How the report of a diff looks, by day and by night, on a phone and on a wide screen.
  static let diffReport = StyleSheet(
    base,
    """
    .sides h2 { font-size: 1rem; margin-bottom: 0.5rem; overflow-wrap: anywhere; }
    .sides h2 code { font-size: 1rem; }
    .inside { margin: 0 0 0.75rem 0.875rem; padding: 0.25rem 0.875rem 0.25rem 1rem; border-left: 3px solid var(--border); }
    .inside section + section { margin-top: 1rem; }
    .inside h3, .inside h4, .inside h5, .inside h6 { margin-bottom: 0.5rem; }
    .diff td { padding: 0 0.5rem; vertical-align: top; }
    .diff .number { width: 1%; text-align: right; color: var(--muted); user-select: none; white-space: nowrap; }
    .diff .line { white-space: pre-wrap; }
    .diff .sign { display: inline-block; width: 1.5em; user-select: none; }
    .diff .removed { background: var(--red-soft); }
    .diff .added { background: var(--green-soft); }
    .diff .removed .sign, .diff .removed .number { color: var(--red); }
    .diff .added .sign, .diff .added .number { color: var(--green); }
    .diff del { background: var(--red-mark); color: inherit; padding: 0; }
    .diff ins { background: var(--green-mark); color: inherit; padding: 0; }
    .diff .place th {
      padding: 0.25rem 0.75rem; text-align: left; font-size: 0.8125rem; font-weight: normal; color: var(--muted);
      background: var(--raised);
    }
    .bytes .line { white-space: pre; }
    .bytes td:nth-child(2) { width: 1%; padding-right: 1.5rem; }
    @media (max-width: 44rem) {
      .diff td { padding: 0 0.25rem; }
      .inside { margin-left: 0.375rem; padding: 0.25rem 0.375rem 0.25rem 0.5rem; }
    }

    """)
}
