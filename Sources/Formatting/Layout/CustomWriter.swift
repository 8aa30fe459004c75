/// Draws custom pieces: text gathers until a new line; frames indent.
struct CustomWriter {
  private var buffer = ""
  private var frames: [(first: Int, left: Int, right: Int)] = []
  let columns: Int
  init(columns: Int) { self.columns = columns }

  mutating func write(_ pieces: [CustomPiece], to out: LineOutput) throws {
    frames.removeAll()
    try run(pieces, out, 0)
    try flush(out)
  }

  private mutating func run(_ pieces: [CustomPiece], _ out: LineOutput, _ depth: Int) throws {
    for p in pieces {
      switch p {
      case .text(let t): buffer += t
      case .newLine: try flush(out)
      case .frame(let first, let left, let right, let inner):
        if depth >= 50 { continue }
        frames.append((first, left, right))
        try run(inner, out, depth + 1)
        frames.removeLast()
      }
    }
  }

  private mutating func flush(_ out: LineOutput) throws {
    var left = 0, right = 0
    for f in frames { left += f.left; right += f.right }
    var first = frames.last?.first ?? 0
    let useful = columns == .max ? Int.max : columns - right - left
    if useful <= 0 { buffer = "" }
    if abs(first) >= useful { first = 0 }
    var firstWidth = useful, followingWidth = useful
    if first >= 0 { firstWidth -= first } else { followingWidth += first }
    let text = buffer
    buffer = ""
    for (i, line) in LineBreaking.wrap(text, first: firstWidth, following: followingWidth, byWords: out.wrapsWords).enumerated() {
      let padding = i == 0 ? left + max(0, first) : left + max(0, -first)
      try out.writeLine(padding > 0 ? DisplayWidth.blanks(padding) + line : line)
    }
  }
}
