/// How far somebody came with the labs, kept between sessions: one small text file, and the forest of a lab under way.
///
/// `$XDG_DATA_HOME/csshell/labs/progress` holds a line a lab: id, checks passed, checks, hints read, solved (0 or 1); the
/// first line names the lab under way. `<id>.psd1` beside it is the forest as Test-Lab last saw it. A folder that cannot
/// be written is no error: progress is a convenience.
import Engine
import Glibc

struct LabProgress {
  struct Entry {
    var passed = 0
    var checks = 0
    var hintsRead = 0
    var isSolved = false
  }

  var current: String?
  var entries: [String: Entry] = [:]

  private static var folder: String? {
    if let data = Environment.get("XDG_DATA_HOME"), !data.isEmpty { return data + "/csshell/labs" }
    return Environment.get("HOME").flatMap { $0.isEmpty ? nil : $0 + "/.local/share/csshell/labs" }
  }

  static func read() -> LabProgress {
    var progress = LabProgress()
    guard let folder, let text = FileText.text(folder + "/progress") else { return progress }
    for line in text.split(separator: "\n") {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      if fields.count == 2, fields[0] == "current" { progress.current = fields[1] }
      guard fields.count == 5 else { continue }
      progress.entries[fields[0]] = Entry(passed: Int(fields[1]) ?? 0, checks: Int(fields[2]) ?? 0, hintsRead: Int(fields[3]) ?? 0, isSolved: fields[4] == "1")
    }
    return progress
  }

  /// Changes what is kept for one lab; other sessions' entries stay.
  static func update(_ id: String, _ change: (inout Entry) -> Void) {
    var progress = read()
    var entry = progress.entries[id] ?? Entry()
    change(&entry)
    progress.entries[id] = entry
    progress.current = id
    var text = "current\t\(id)\n"
    for (id, entry) in progress.entries.sorted(by: { $0.key < $1.key }) {
      text += "\(id)\t\(entry.passed)\t\(entry.checks)\t\(entry.hintsRead)\t\(entry.isSolved ? 1 : 0)\n"
    }
    write(text, "progress")
  }

  /// The forest of a lab as it was last kept.
  static func forest(of id: String) -> String? { folder.flatMap { FileText.text($0 + "/\(id).psd1") } }
  static func keep(forest text: String, of id: String) { write(text, id + ".psd1") }
  static func forgetForest(of id: String) { if let folder { unlink(folder + "/\(id).psd1") } }

  private static func write(_ text: String, _ name: String) {
    guard let folder else { return }
    FileText.makeFolder(folder)
    _ = FileText.replace("\(folder)/\(name)", Array(text.utf8))
  }
}
