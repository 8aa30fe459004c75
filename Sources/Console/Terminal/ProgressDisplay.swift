/// What Write-Progress shows at a terminal: the activities under way with those inside them, below what was printed, in the view that
/// `$PSStyle.Progress` asks for.
import Engine
import Formatting

/// How progress looks.
public struct ProgressLook {
  public let style: String
  public let maxWidth: Int
  /// Lines of text with a thermometer, instead of a bar.
  public let isClassic: Bool
  public init(style: String, maxWidth: Int, isClassic: Bool) { self.style = style; self.maxWidth = maxWidth; self.isClassic = isClassic }
}

struct ProgressDisplay {
  private final class Node {
    var record: ProgressRecord
    var children: [Node] = []
    init(_ r: ProgressRecord) { record = r }
  }
  private var roots: [Node] = []
  var isEmpty: Bool { roots.isEmpty }
  /// Lines on the screen now.
  private(set) var shown = 0

  /// Takes a record in.
  /// - Returns: whether an activity began or ended
  mutating func update(_ r: ProgressRecord) -> Bool {
    if r.completed {
      ProgressDisplay.remove(r.id, from: &roots)
      return true
    }
    if let node = ProgressDisplay.find(r.id, in: roots), node.record.parentId == r.parentId { node.record = r; return false }
    ProgressDisplay.remove(r.id, from: &roots)
    if r.parentId >= 0, let parent = ProgressDisplay.find(r.parentId, in: roots) { parent.children.append(Node(r)) } else { roots.append(Node(r)) }
    return true
  }
  private static func find(_ id: Int, in nodes: [Node]) -> Node? {
    for n in nodes { if n.record.id == id { return n }; if let inner = find(id, in: n.children) { return inner } }
    return nil
  }
  private static func remove(_ id: Int, from nodes: inout [Node]) {
    nodes.removeAll { $0.record.id == id }
    for n in nodes { remove(id, from: &n.children) }
  }

  /// Forgets everything, as when a command is over.
  mutating func reset() { roots = [] }

  /// What takes the lines off the screen again; the cursor stands at the first of them.
  mutating func erased() -> String {
    defer { shown = 0 }
    return shown == 0 ? "" : "\r\u{1B}[J"
  }
  /// What draws all activities and leaves the cursor at the beginning of the first line.
  mutating func drawn(width: Int, height: Int, _ look: ProgressLook) -> String {
    var lines: [String] = []
    func add(_ nodes: [Node], _ indentation: Int) {
      for n in nodes {
        lines += look.isClassic ? ProgressDisplay.classic(n.record, indentation, width, look) : [ProgressDisplay.bar(n.record, indentation, width, look)]
        add(n.children, indentation + 2)
      }
    }
    add(roots, 0)
    lines = Array(lines.prefix(max(1, height / 3)))
    let before = erased()
    guard !lines.isEmpty else { return before }
    shown = lines.count
    return before + lines.joined(separator: "\n") + (lines.count > 1 ? "\u{1B}[\(lines.count - 1)A" : "") + "\r"
  }

  /// `Activity [Status      ]`, as much of the bar reversed as is done.
  private static func bar(_ r: ProgressRecord, _ indentation: Int, _ screen: Int, _ look: ProgressLook) -> String {
    let width = look.maxWidth > 0 ? min(screen, look.maxWidth) : screen
    var activity = r.activity
    if CellWidth.of(activity) > width / 2 { activity = CellWidth.cut(activity, width / 2 - 1) + "…" }
    let room = max(0, width - CellWidth.of(activity) - indentation - 4)
    let remaining = r.secondsRemaining >= 0 ? "\(r.secondsRemaining)s" : ""
    let forStatus = room - remaining.utf8.count - 1
    var status = r.status
    if forStatus > 0, CellWidth.of(status) > forStatus { status = CellWidth.cut(status, forStatus - 1) + "…" }
    let content = status + String(repeating: " ", count: max(0, room - CellWidth.of(status) - remaining.utf8.count - 1)) + remaining
    var done = content, rest = ""
    if r.percent >= 0, r.percent < 100, room > 0 {
      done = CellWidth.cut(content, min(r.percent * room / 100, room - 1))
      rest = String(content.dropFirst(done.count))
    }
    return String(repeating: " ", count: indentation) + "\(look.style)\(activity) [\u{1B}[7m\(done)\u{1B}[27m\(rest)]\u{1B}[0m"
  }

  /// Activity, status, thermometer, time and operation, each on a line.
  private static func classic(_ r: ProgressRecord, _ indentation: Int, _ width: Int, _ look: ProgressLook) -> [String] {
    let inner = String(repeating: " ", count: indentation + 3)
    var lines = [" " + String(repeating: " ", count: indentation) + r.activity + " ", " \(inner)\(r.status) "]
    if r.percent >= 0 {
      let room = max(3, width - indentation - 3 - 9)
      var mercury = min(r.percent, 100) * room / 100
      if r.percent < 100, mercury == room { mercury -= 1 }
      lines.append(" \(inner)[" + String(repeating: "o", count: mercury) + String(repeating: " ", count: room - mercury) + "] ")
    }
    if r.secondsRemaining >= 0 {
      func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
      let s = r.secondsRemaining
      lines.append(" \(inner)\(s >= 86400 ? "\(s / 86400)." : "")\(two(s / 3600 % 24)):\(two(s / 60 % 60)):\(two(s % 60)) remaining.  ")
    }
    if !r.currentOperation.isEmpty { lines += [" ", " \(inner)\(r.currentOperation) "] }
    return lines.map { line in
      let text = CellWidth.cut(line, width - 1)
      return "\(look.style)\(text)" + String(repeating: " ", count: max(0, width - 1 - CellWidth.of(text))) + "\u{1B}[0m"
    }
  }
}

/// Cells of a terminal.
private enum CellWidth {
  static func of(_ text: String) -> Int { text.utf16.reduce(0) { $0 + DisplayWidth.unit($1) } }
  /// The beginning of a text that fits.
  static func cut(_ text: String, _ width: Int) -> String {
    var left = width, out = ""
    for c in text {
      left -= of(String(c))
      if left < 0 { break }
      out.append(c)
    }
    return out
  }
}
