/// The records Start-Transcript keeps of what a session shows. Several may run; the last one started is the first to stop.
import Engine
import Formatting
import Glibc
import Primitives

public final class Transcripts {
  private struct Record {
    let file: FileWriter
    let path: String
    let tellsTimes: Bool
  }
  private var running: [Record] = []
  private unowned let context: ExecutionContext
  private init(_ c: ExecutionContext) { context = c }

  static func of(_ c: ExecutionContext) -> Transcripts { c.service("Transcripts") { Transcripts(c) } }
  private static func running(_ c: ExecutionContext) -> Transcripts? { (c.services["Transcripts"] as? Transcripts).flatMap { $0.running.isEmpty ? nil : $0 } }

  /// Where a record goes that was given no path: `PowerShell_transcript.<computer>.<random>.<time>.txt`.
  static func newPath(in folder: String?) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
    let token = String((0..<8).map { _ in letters.randomElement() ?? "x" })
    let home = Posix.environment("HOME") ?? "", base = folder.map { $0.hasPrefix("/") ? $0 : home + "/" + $0 } ?? home
    return "\(base)/PowerShell_transcript.\(Environment.machineName).\(token).\(stamp()).txt"
  }
  private static func stamp() -> String { (try? DateFormat.text(NetDateTime.now, "yyyyMMddHHmmss")) ?? "" }
  private static let line = "**********************\n"

  func start(_ file: FileWriter, _ path: String, minimal: Bool, tellsTimes: Bool) throws {
    var head = Transcripts.line + "PowerShell transcript start\nStart time: \(Transcripts.stamp())\n"
    if !minimal {
      let facts = try context.invokeBlock(try context.makeBlock(Transcripts.facts)).arrayValue?.values.map { Conversion.toString($0) } ?? []
      let user = facts.first ?? "", program = Swift.CommandLine.arguments.joined(separator: " ")
      head += "Username: \(user)\nRunAs User: \(user)\nConfiguration Name: \nMachine: \(facts.dropFirst().first ?? "")\nHost Application: \(program)\nProcess ID: \(getpid())\n"
      for fact in facts.dropFirst(2) { head += fact + "\n" }
    }
    try file.write(head + Transcripts.line)
    try file.flush()
    running.append(Record(file: file, path: path, tellsTimes: tellsTimes))
    context.transcript = { [unowned self] text in add(text) }
  }
  private static let facts = """
    "$([Environment]::UserDomainName)\\$([Environment]::UserName)"
    "$([Environment]::MachineName) ($([Environment]::OSVersion.VersionString))"
    foreach ($entry in $PSVersionTable.GetEnumerator()) { "$($entry.Key): $($entry.Value -join ', ')" }
    """

  private func add(_ text: String) {
    let plain = EscapeSequences.stripped(text)
    for r in running {
      r.file.gather(plain)
      r.file.flushWhatFits()
    }
  }
  /// The file of the record ended; nil when none runs.
  /// - Throws: `Posix.Failure` when there was no room for what was shown last
  func stop() throws -> String? {
    guard let last = running.popLast() else { return nil }
    if running.isEmpty { context.transcript = nil }
    last.file.gather(Transcripts.line + "PowerShell transcript end\nEnd time: \(Transcripts.stamp())\n" + Transcripts.line)
    last.file.flushWhatFits()
    try last.file.close()
    return last.path
  }

  /// An input of the session, with the prompt it was typed at.
  public static func note(input: String, prompt: String = "PS>", _ context: ExecutionContext) {
    guard let t = running(context) else { return }
    if t.running.contains(where: \.tellsTimes) { t.add("\(line)Command start time: \(stamp())\n\(line)") }
    t.add(prompt + input + "\n")
  }
  /// What a hosted pipeline gave back instead of showing it.
  static func note(output: [Value], _ context: ExecutionContext) {
    guard let t = running(context), !output.isEmpty else { return }
    let engine = OutputEngine(context, LineSink(columns: max(1, context.host.width - 1), stripsColor: true) { t.add($0 + "\n") })
    do {
      for v in output { try engine.process(v) }
      try engine.end()
    } catch {}
  }
  /// The session ends, and its records with it.
  public static func end(_ context: ExecutionContext) {
    while let t = running(context) { _ = try? t.stop() }
  }
}
