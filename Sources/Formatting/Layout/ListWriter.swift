/// Draws one object as `Name : value` lines; long values continue under themselves.
import Engine

struct ListWriter {
  let style: Style
  var isPlain: Bool
  private var labels: [String] = []
  /// Labels padded and with their separator, for `labels`.
  private var heads: [String] = []
  private var indent = 0

  init(style: Style, isPlain: Bool) { self.style = style; self.isPlain = isPlain }

  mutating func write(_ fields: [(label: String, text: String)], to out: LineOutput) throws {
    if fields.isEmpty || out.columns < 5 { return }
    prepare(fields, out.columns)
    let room = out.columns == .max ? Int.max : out.columns - indent
    for (i, f) in fields.enumerated() {
      // The usual case: plain text on one line.
      if isPlain, isSimple(f.text, room) { try out.writeLine(heads[i] + f.text); continue }
      for (n, line) in LineBreaking.split(f.text).enumerated() { try writeLine(n == 0 ? heads[i] : DisplayWidth.blanks(indent), line, room, out) }
    }
  }

  private func isSimple(_ s: String, _ room: Int) -> Bool {
    s.utf8.withContiguousStorageIfAvailable { p -> Bool in
      if p.count > room { return false }
      for b in p where b < 32 || b >= 128 { return false }
      return true
    } ?? false
  }

  private mutating func prepare(_ fields: [(label: String, text: String)], _ columns: Int) {
    if labels.count == fields.count {
      var same = true
      for (i, f) in fields.enumerated() where labels[i] != f.label { same = false; break }
      if same { return }
    }
    labels = fields.map(\.label)
    let maximum = InternalTestHooks.isOn("ForceFormatListFixedLabelWidth") ? 10 : columns == .max ? Int.max : columns - 3 - 1
    let widths = labels.map { DisplayWidth.of($0) }
    let width = min(widths.max() ?? 0, maximum)
    heads = zip(labels, widths).map { label, w in
      (w < width ? label + DisplayWidth.blanks(width - w) : w > width ? EscapeSequences.part(label, from: 0, count: DisplayWidth.head(label, cells: width)) : label) + " : "
    }
    indent = width + 3
  }

  private func writeLine(_ head: String, _ line: String, _ room: Int, _ out: LineOutput) throws {
    for (k, s) in LineBreaking.wrap(line, first: room, following: room, byWords: out.wrapsWords).enumerated() {
      var text: String
      if k == 0 {
        text = isPlain || style.formatAccent.isEmpty || head.utf8.allSatisfy({ $0 == 32 }) ? head + s : style.formatAccent + head + Style.reset + s
      } else {
        text = DisplayWidth.blanks(indent) + s
      }
      // PowerShell compares by culture, which passes over an escape character: a reset that is spelled out counts as one
      if EscapeSequences.contains(s), !s.hasSuffix("[0m") { text += Style.reset }
      try out.writeLine(text)
    }
  }
}
