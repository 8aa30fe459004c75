/// `-OutputFormat XML`: objects leave the process as CLIXML, output on one standard stream and everything else on the other, for a
/// PowerShell that reads them. `None` drops them.
import Engine
import Formatting
import Glibc

final class ObjectOutput {
  private let context: ExecutionContext
  /// nil drops what commands yield.
  private let output: ObjectPipe?
  private let errors: ObjectPipe?
  /// Only messages go out as objects; what commands yield is text.
  private let isForMessages: Bool

  /// nil when the session writes text.
  init?(_ line: CommandLine, _ context: ExecutionContext) {
    self.context = context
    switch line.outputFormat {
    case .text: return nil
    case nil:
      // an encoded command that nobody watches was sent by a program, which wants to know what went wrong
      guard line.isEncoded, isatty(STDERR_FILENO) == 0 else { return nil }
      isForMessages = true
      output = nil
      errors = ObjectPipe(context) { context.host.writeError($0) }
    case .xml?:
      isForMessages = false
      output = ObjectPipe(context) { context.host.write($0) }
      errors = ObjectPipe(context) { context.host.writeError($0) }
    case .some(.none):
      isForMessages = false
      output = nil
      errors = nil
    }
  }

  func begin() {
    if !isForMessages {
      context.makeDefaultOutput = { [output] _ in
        final class Leaving: Stage {
          let pipe: ObjectPipe?
          init(_ pipe: ObjectPipe?) { self.pipe = pipe; super.init() }
          override func process(_ v: Value) throws { try pipe?.write(v, "Output") }
        }
        return Leaving(output)
      }
    }
    context.divertStreams { [unowned self] stream, v in
      if let r = v.refValue as? InformationRecord, r.tags.contains("PSHOST") { return try say(r) }
      if isForMessages, let r = v.refValue as? ErrorRecord { return try errors?.write(.str(context.renderError(r, context)), stream) ?? () }
      try errors?.write(v.refValue is StreamRecord ? .str(Conversion.toString(v, context)) : v, stream)
    }
  }
  /// What Write-Host says is output to a reader.
  private func say(_ r: InformationRecord) throws {
    let message = r.data.refValue as? HostMessage
    let text = message?.message ?? Conversion.toString(r.data, context), endsLine = !(message?.noNewline ?? false)
    if isForMessages { return context.host.write(text + (endsLine ? "\n" : "")) }
    try output?.write(.str(text), "Output")
    if endsLine { try output?.write(.str("\n"), "Output") }
  }
  func end() {
    output?.end()
    errors?.end()
  }
}

/// One stream of CLIXML: nothing at all before the first object.
private final class ObjectPipe {
  private let context: ExecutionContext
  private let send: (String) -> Void
  private var writer: ObjectWriter?

  init(_ context: ExecutionContext, send: @escaping (String) -> Void) { self.context = context; self.send = send }

  func write(_ v: Value, _ stream: String) throws {
    if writer == nil {
      send(ObjectStreams.mark + "\n")
      writer = ObjectStreams.makeWriter(context)
    }
    if let text = try writer?.text(of: v, stream: stream) { send(text) }
  }
  func end() { if let writer { send(writer.end()) } }
}
