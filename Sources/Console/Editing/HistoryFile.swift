/// Inputs of earlier sessions: a text file with one input after the other, lines of one input joined by a backtick at the line's end.
import Engine
import Glibc

public struct HistoryFile {
  /// nil keeps no history.
  public let path: String?
  public init(path: String?) { self.path = path }

  /// `$XDG_DATA_HOME/csshell/history`, or `~/.local/share/csshell/history`.
  public static var standard: HistoryFile {
    if let data = Terminal.environment("XDG_DATA_HOME"), data.hasPrefix("/") { return HistoryFile(path: data + "/csshell/history") }
    if let home = Terminal.environment("HOME"), !home.isEmpty { return HistoryFile(path: home + "/.local/share/csshell/history") }
    return HistoryFile(path: nil)
  }

  /// The latest inputs, oldest first.
  func load(limit: Int = 4096) -> [String] {
    guard let path, let file = fopen(path, "r") else { return [] }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let n = fread(&chunk, 1, chunk.count, file)
      if n == 0 { break }
      bytes += chunk[..<n]
    }
    var inputs: [String] = [], current = ""
    for line in bytes.split(separator: 10, omittingEmptySubsequences: false) {
      let text = String(decoding: line, as: UTF8.self)
      if text.hasSuffix("`") { current += text.dropLast() + "\n"; continue }
      current += text
      if !current.isEmpty { inputs.append(current) }
      current = ""
    }
    return inputs.suffix(limit)
  }

  /// Adds an input; several shells may write at the same time.
  func append(_ input: String) {
    guard let path else { return }
    FileText.makeFolder(path.prefix(upTo: path.lastIndex(of: "/") ?? path.startIndex))
    let fd = open(path, O_WRONLY | O_APPEND | O_CREAT, 0o600)
    guard fd >= 0 else { return }
    defer { close(fd) }
    let lines = input.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "`\n") + "\n"
    let bytes = Array(lines.utf8)
    _ = write(fd, bytes, bytes.count)
  }
}
