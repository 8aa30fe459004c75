/// Objects between processes: CLIXML on the standard streams, which begin with a line that says so.
import Primitives
import Syntax

public enum ObjectStreams {
  /// What a stream of CLIXML begins with, as between PowerShell and its child processes.
  public static let mark = "#< CLIXML"
  /// Set by the module that knows the format.
  nonisolated(unsafe) public static var makeWriter: (ExecutionContext) -> ObjectWriter = { _ in ObjectWriter() }
  /// Objects of a text behind its mark, with the stream each was written to; nil = output. Throws for what is no CLIXML.
  nonisolated(unsafe) public static var decode: ((String, ExecutionContext) throws -> [(value: Value, stream: String?)]) = { _, _ in [] }

  /// What a process is fed with.
  static func text(of values: [Value], _ c: ExecutionContext) throws -> String { mark + "\n" + (try encode(values, c)) + "\n" }
  private static func encode(_ values: [Value], _ c: ExecutionContext) throws -> String {
    let writer = makeWriter(c)
    var text = ""
    for v in values { text += try writer.text(of: v, stream: nil) }
    return text + writer.end()
  }
  /// `-EncodedArguments`: all of them as one list.
  static func text(ofList values: [Value], _ c: ExecutionContext) throws -> String {
    let list = PSArray(values)
    list.kind = .arrayList
    return try encode([.array(list)], c)
  }
  /// The arguments such a list holds; nil for anything else.
  public static func arguments(_ text: String, _ c: ExecutionContext) -> [Value]? {
    guard let first = try? decode(text, c).first, case .array(let list) = first.value.base else { return nil }
    return list.values
  }
  /// As command lines carry text.
  static func base64(_ text: String) -> String { ByteText.base64(text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }) }
}

/// Objects as one line of text, piece by piece.
open class ObjectWriter {
  public init() {}
  /// What one object looks like on the way out.
  /// - Parameter stream: `Error`, `Warning` …; nil = output
  open func text(of v: Value, stream: String?) throws -> String { "" }
  /// What stands behind the last object.
  open func end() -> String { "" }
}

/// Lines of a program until it turns out that they are objects; those are gathered.
struct MarkedObjects {
  enum Stream: String { case output = "Output", error = "Error" }
  private var isFirst = true, isMarked = false
  private var text = ""

  /// False for a line that is only text.
  mutating func take(_ line: String) -> Bool {
    if isMarked { text += line + "\n"; return true }
    defer { isFirst = false }
    isMarked = isFirst && line == ObjectStreams.mark
    return isMarked
  }

  /// Hands each object to the stream it was written to.
  mutating func end(of stream: Stream, _ program: String, _ c: ExecutionContext, output: (Value) throws -> Void) throws {
    guard isMarked, !text.isEmpty else { return }
    let all: [(value: Value, stream: String?)]
    do { all = try ObjectStreams.decode(text, c) } catch let e as TerminatingError {
      let x = PSException("System.Xml.XmlException", "Cannot process the XML from the '\(stream.rawValue)' stream of '\(program)': \(e.record.message)")
      return try MarkedObjects.report(ErrorRecord(x, id: "ProcessStreamReader_CliXmlError", .syntaxError, target: .str(program)), c)
    }
    text = ""
    for (v, name) in all {
      let s = (name ?? stream.rawValue).lowercased()
      if s == "output" { try output(v) } else if !v.isNull { try MarkedObjects.deliver(v, to: s, c) }
    }
  }

  private static func deliver(_ v: Value, to stream: String, _ c: ExecutionContext) throws {
    switch stream {
    case "warning": c.host.write(c.streamLine(.warning, "WARNING: " + Conversion.toString(v, c)) + "\n")
    case "verbose": c.host.write(c.streamLine(.verbose, "VERBOSE: " + Conversion.toString(v, c)) + "\n")
    case "debug": c.host.write(c.streamLine(.debug, "DEBUG: " + Conversion.toString(v, c)) + "\n")
    case "information": try c.replay(information(v, c))
    case "progress":
      guard let record = try c.property(v, "Record") else { return }
      var p = ProgressRecord()
      func text(_ name: String) throws -> String { try c.property(record, name).map { Conversion.toString($0, c) } ?? "" }
      func number(_ name: String) throws -> Int { try c.property(record, name).map { Int(try Conversion.toInt32($0)) } ?? 0 }
      p.activity = try text("Activity")
      p.status = try text("StatusDescription")
      p.currentOperation = try text("CurrentOperation")
      p.id = try number("ActivityId")
      p.parentId = try number("ParentActivityId")
      p.percent = try number("PercentComplete")
      p.secondsRemaining = try number("SecondsRemaining")
      p.completed = try text("RecordType").equalsIgnoringCase("Completed")
      c.writeProgress(p)
    default: try report(record(v, c), c)
    }
  }
  private static func report(_ r: ErrorRecord, _ c: ExecutionContext) throws {
    if let errors = c.streams.error { try errors.process(.other(r)) } else { try c.reportError(r) }
  }

  /// An error of the other process as one of this.
  private static func record(_ v: Value, _ c: ExecutionContext) throws -> ErrorRecord {
    guard case .object(let o) = v, o.wrapped == nil else {
      let text = Conversion.toString(v, c)
      let r = ErrorRecord(PSException("System.Management.Automation.RemoteException", text), id: "NativeCommandError", .notSpecified, target: .str(text))
      r.isNativeText = true
      return r
    }
    func text(_ name: String) throws -> String { try c.property(v, name).map { Conversion.toString($0, c) } ?? "" }
    let exception = try c.property(v, "Exception") ?? .null
    let message = try c.property(exception, "Message").map { Conversion.toString($0, c) } ?? Conversion.toString(v, c)
    let category = ErrorCategory(rawValue: try c.property(v, "ErrorCategory_Category").map { Int(try Conversion.toInt32($0)) } ?? 0) ?? .notSpecified
    let r = ErrorRecord(PSException("System.Management.Automation.RemoteException", message), id: try text("FullyQualifiedErrorId"), category, target: try c.property(v, "TargetObject") ?? .null)
    r.categoryActivity = try text("ErrorCategory_Activity")
    r.categoryReason = try text("ErrorCategory_Reason")
    r.categoryTargetName = try text("ErrorCategory_TargetName")
    r.categoryTargetType = try text("ErrorCategory_TargetType")
    if let m = try c.property(v, "ErrorDetails_Message"), !m.isNull { r.detailsMessage = Conversion.toString(m, c) }
    r.scriptStackTrace = try text("ErrorDetails_ScriptStackTrace")
    return r
  }
  private static func information(_ v: Value, _ c: ExecutionContext) throws -> InformationRecord {
    guard case .object(let o) = v, o.wrapped == nil, let data = try c.property(v, "MessageData") else { return InformationRecord(v, tags: [], source: nil) }
    let tags: [Value] = if case .array(let a)? = try c.property(v, "Tags")?.base { a.values } else { [] }
    return InformationRecord(data, tags: tags.map { Conversion.toString($0, c) }, source: nil)
  }
}

extension ExecutionContext {
  /// Everything commands write beside their output goes to `take`, with the name of its stream, instead of the screen.
  public func divertStreams(_ take: @escaping (_ stream: String, Value) throws -> Void) {
    final class Diversion: Stage {
      let name: String
      let take: (String, Value) throws -> Void
      init(_ name: String, _ take: @escaping (String, Value) throws -> Void) { self.name = name; self.take = take; super.init() }
      override func process(_ v: Value) throws { try take(name, v) }
    }
    streams = StreamTargets(
      error: Diversion("Error", take), warning: Diversion("warning", take), verbose: Diversion("verbose", take), debug: Diversion("debug", take),
      information: Diversion("information", take))
    streams.outside = streams.error
    streams.progress = { try? take("progress", $0.boxed) }
  }
}

extension ProgressRecord {
  /// As scripts meet it.
  var boxed: Value {
    let o = PSObject()
    o.typeNames = ["System.Management.Automation.ProgressRecord", "System.Object"]
    o.set("ActivityId", .int(Int32(truncatingIfNeeded: id)))
    o.set("ParentActivityId", .int(Int32(truncatingIfNeeded: parentId)))
    o.set("Activity", .str(activity))
    o.set("StatusDescription", .str(status))
    o.set("CurrentOperation", currentOperation.isEmpty ? .null : .str(currentOperation))
    o.set("PercentComplete", .int(Int32(truncatingIfNeeded: percent)))
    o.set("SecondsRemaining", .int(Int32(truncatingIfNeeded: secondsRemaining)))
    o.set("RecordType", .str(completed ? "Completed" : "Processing"))
    let outer = PSObject()
    outer.set("SourceId", .long(1))
    outer.set("Record", .object(o))
    return .object(outer)
  }
}
