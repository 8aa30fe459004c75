/// The record Start-Transcript keeps of what a session shows.
import Engine
import Primitives

final class Transcript {
  let file: FileWriter
  let path: String
  init(_ f: FileWriter, _ p: String) { file = f; path = p }

  static var machine: String { Posix.environment("HOSTNAME") ?? "localhost" }
  static func token() -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
    return String((0..<8).map { _ in letters.randomElement() ?? "x" })
  }
  private static func stamp() -> String { (try? DateFormat.text(NetDateTime.now, "yyyyMMddHHmmss")) ?? "" }

  static func start(_ f: FileWriter, _ path: String, minimal: Bool, _ context: ExecutionContext) {
    let t = Transcript(f, path)
    context.services["Transcript"] = t
    let line = "**********************\n"
    var head = line + "PowerShell transcript start\nStart time: \(stamp())\n"
    if !minimal {
      let user = Posix.environment("USER") ?? ""
      head += "Username: \(machine)\\\(user)\nRunAs User: \(machine)\\\(user)\nConfiguration Name: \nMachine: \(machine)\nHost Application: csshell\n"
    }
    try? f.write(head + line)
    context.transcript = { text in try? t.file.write(text); try? t.file.flush() }
  }
  /// The file written, nil when none was.
  static func stop(_ context: ExecutionContext) -> String? {
    guard let t = context.services["Transcript"] as? Transcript else { return nil }
    let line = "**********************\n"
    try? t.file.write(line + "PowerShell transcript end\nEnd time: \(stamp())\n" + line)
    try? t.file.close()
    context.transcript = nil
    context.services["Transcript"] = nil
    return t.path
  }
}
