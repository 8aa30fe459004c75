/// A host that a program brought along for an engine (a class derived from `PSHost`): it is told and asked in its own terms,
/// call by call, where the hosts of this process get finished text.

public protocol HostProgram: AnyObject {
  /// Text for the person, in the colours of `Write-Host` or the host's own.
  func write(_ text: String, newline: Bool, foreground: String?, background: String?) throws
  func warning(_ message: String) throws
  func verbose(_ message: String) throws
  func debug(_ message: String) throws
  func information(_ record: InformationRecord) throws
  func progress(_ record: ProgressRecord)
  func choose(caption: String, message: String, choices: [PromptChoice], default: Int) throws -> Int
  func choose(caption: String, message: String, choices: [PromptChoice], defaults: [Int]) throws -> [Int]
  /// The answers; nil when the person gave up.
  func answer(caption: String, message: String, fields: [PromptField]) throws -> [(name: String, value: Value)]?
}

extension HostProgram {
  /// Tells of what a hosted pipeline wrote into one of its streams.
  func tell(_ v: Value) throws {
    switch v.refValue {
    case let r as StreamRecord:
      switch r.kind {
      case .warning: try warning(r.message)
      case .verbose: try verbose(r.message)
      case .debug: try debug(r.message)
      }
    case let r as InformationRecord:
      if r.tags.contains("PSHOST"), let m = r.data.refValue as? HostMessage {
        try write(m.message, newline: !m.noNewline, foreground: m.foreground, background: m.background)
      }
      try information(r)
    default: break
    }
  }
}
