/// Draws one group of a table: the head, its underline, and rows.
import Engine

struct TableWriter {
  private struct Place { var width: Int; var alignment: Alignment; var labelIsProperty: Bool; var isLast: Bool }
  private var places: [Place] = []
  /// The last visible column gets no padding, unless columns behind it were dropped.
  private var visible: [Int] = []
  private let style: Style
  private let isPlain: Bool
  private var header: [String] = []
  private(set) var isDisabled = false

  init(columns: Int, widths: [Int], alignments: [Alignment], labelsAreProperties: [Bool], style: Style, isPlain: Bool) {
    self.style = style
    self.isPlain = isPlain
    guard columns >= 5, !widths.isEmpty else { isDisabled = true; return }
    var w = widths
    ColumnWidths.fit(&w, into: columns)
    if !w.contains(where: { $0 >= 1 }) { isDisabled = true; return }
    for k in w.indices {
      places.append(Place(width: w[k], alignment: alignments[k], labelIsProperty: labelsAreProperties.isEmpty || labelsAreProperties[k], isLast: k == w.count - 1))
      if w[k] > 0 { visible.append(k) }
    }
  }

  /// How many equal columns of `width` fit beside each other.
  static func bestFit(width: Int, columns: Int) -> Int {
    if width <= 0 || columns < 1 { return 1 }
    if width >= columns { return 1 }
    var n = 1
    while true {
      let next = n + 1
      let needed = width * next + (next - 1)
      if needed >= columns { return n }
      n = next
    }
  }

  // MARK: Head

  /// Writes head and underline; returns how many lines.
  mutating func writeHeader(_ labels: [String], to out: LineOutput) throws -> Int {
    if isDisabled { return 0 }
    if header.isEmpty {
      header = rows(of: labels, alignments: [], out, isHeader: true)
      let lines = places.indices.map { k -> String in
        let width = places[k].width
        if width <= 0 { return "" }
        let label = DisplayWidth.of(labels[k])
        return String(repeating: "-", count: label > 0 ? min(label, width) : width)
      }
      header.append(line(of: lines, alignments: [], isHeader: true))
    }
    for l in header { try out.writeLine(l) }
    return header.count
  }

  // MARK: Rows

  func writeRow(_ cells: [String], alignments: [Alignment], wraps: Bool, to out: LineOutput) throws {
    if isDisabled { return }
    if wraps {
      for l in rows(of: cells, alignments: alignments, out, isHeader: false) { try out.writeLine(l) }
    } else {
      try out.writeLine(line(of: cells, alignments: alignments, isHeader: false))
    }
  }

  @inline(__always) private func alignment(_ k: Int, _ alignments: [Alignment]) -> Alignment {
    if k < alignments.count, alignments[k] != .undefined { return alignments[k] }
    return places[k].alignment
  }

  /// A row on one line.
  private func line(of cells: [String], alignments: [Alignment], isHeader: Bool) -> String {
    var s = ""
    s.reserveCapacity(128)
    for k in places.indices {
      let place = places[k]
      if place.width <= 0 { continue }
      if k > 0 { s += " " }
      let cell = k < cells.count ? cells[k] : ""
      if isHeader {
        if !isPlain { s += style.tableHeader }
        TableWriter.append(cell, place.width, alignment(k, alignments), padded: !place.isLast, to: &s)
        if !isPlain { s += Style.reset }
      } else if EscapeSequences.contains(cell) {
        var field = ""
        TableWriter.append(cell, place.width, alignment(k, alignments), padded: !place.isLast, to: &field)
        s += field
        if EscapeSequences.contains(field), !field.trimmingBlanksAtEnd().hasSuffix(Style.reset) { s += Style.reset }
      } else {
        TableWriter.append(cell, place.width, alignment(k, alignments), padded: !place.isLast, to: &s)
      }
    }
    return s
  }

  /// A row on as many lines as its cells need.
  private func rows(of cells: [String], alignments: [Alignment], _ out: LineOutput, isHeader: Bool) -> [String] {
    var fields: [[String]] = []
    for (n, k) in visible.enumerated() {
      let isLast = n == visible.count - 1
      let place = places[k]
      let a = alignment(k, alignments)
      var lines = LineBreaking.wrap(k < cells.count ? cells[k] : "", first: place.width, following: place.width, byWords: out.wrapsWords)
      if !isLast || a == .right || a == .center {
        for i in lines.indices where DisplayWidth.of(lines[i]) < place.width {
          var field = ""
          TableWriter.append(lines[i], place.width, a, padded: !isLast, to: &field)
          lines[i] = field
        }
      }
      if n > 0 { for i in lines.indices { lines[i] = " " + lines[i] } }
      fields.append(lines)
    }
    let height = fields.map(\.count).max() ?? 0
    let lastWithContent = (0..<height).map { row in fields.lastIndex { $0.count > row } ?? 0 }
    for n in fields.indices {
      let blanks = n < fields.count - 1 ? places[visible[n]].width + (n > 0 ? 1 : 0) : 0
      while fields[n].count < height { fields[n].append(n > lastWithContent[fields[n].count] ? "" : DisplayWidth.blanks(blanks)) }
    }
    return (0..<height).map { row in
      var s = ""
      for n in fields.indices {
        var value = fields[n][row]
        if n == lastWithContent[row], height > 1 { value = value.trimmingBlanksAtEnd() }
        if isHeader, !isPlain {
          if places[n].labelIsProperty { s += style.tableHeader } else if !value.isEmpty {
            value = n == 0 ? style.customTableHeaderLabel + value : String(value.prefix(1)) + style.customTableHeaderLabel + value.dropFirst()
          }
        }
        s += value
        if isHeader, !isPlain { s += Style.reset }
      }
      return s
    }
  }

  // MARK: Cells

  /// One cell, cut or padded to its width.
  static func append(_ value: String, _ width: Int, _ alignment: Alignment, padded: Bool, to out: inout String) {
    let s = LineBreaking.firstLine(value)
    let cells = DisplayWidth.of(s)
    if cells == width { out += s; return }
    if cells < width {
      let n = width - cells
      switch alignment {
      case .right:
        out += DisplayWidth.blanks(n)
        out += s
      case .center:
        let left = n / 2
        out += DisplayWidth.blanks(left)
        out += s
        if padded { out += DisplayWidth.blanks(n - left) } else if n - left > 0 { return }
      default:
        out += s
        if padded { out += DisplayWidth.blanks(n) }
      }
      return
    }
    let keep = width - 1
    var cut: String
    if keep > 0 {
      cut = alignment == .right
        ? EscapeSequences.part(s, from: DisplayWidth.tailStart(s, cells: keep), before: "…")
        : EscapeSequences.part(s, from: 0, count: DisplayWidth.head(s, cells: keep), after: "…")
    } else {
      cut = alignment == .right ? EscapeSequences.part(s, from: DisplayWidth.tailStart(s, cells: width)) : EscapeSequences.part(s, from: 0, count: DisplayWidth.head(s, cells: width))
    }
    // a wide character that did not fit leaves one cell
    if DisplayWidth.of(cut) != width {
      if alignment == .right { cut = " " + cut } else if padded { cut += " " }
    }
    out += cut
  }
}

extension String {
  /// Without white space at the end, as .NET's `TrimEnd()` sees it.
  func trimmingBlanksAtEnd() -> String {
    guard let last = utf8.last else { return self }
    if last < 128, last != 32, last < 9 || last > 13 { return self }
    var u = unicodeScalars[...]
    while let c = u.last, c.properties.isWhitespace { u.removeLast() }
    return String(u)
  }
}
