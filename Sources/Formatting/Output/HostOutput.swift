/// The end of every pipeline: objects become lines of the host.
import Engine
import Glibc

/// Lines to the host; one column stays free so that the cursor does not wrap.
final class HostOutput: LineOutput {
  private let host: Host
  private let context: ExecutionContext
  private let style: Style
  private let paging: Bool
  private var lines = 0
  init(_ context: ExecutionContext, paging: Bool = false) {
    host = context.host
    self.paging = paging
    self.context = context
    style = Style.of(context)
    super.init(columns: max(1, host.width - 1), rows: host.height > 0 ? host.height : .max, stripsColor: true)
  }
  /// `$PSStyle.OutputRendering` may change at any time.
  override var stripsColor: Bool { style.hostIsPlain(context) }
  override func put(_ line: String) throws {
    host.write(line + "\n")
    context.transcript?(line + "\n")
    if paging { try page() }
  }
  override func putError(_ line: String) { host.writeError(line + "\n") }
  override func writeRaw(_ s: String) throws { try writeLine(s) }

  /// After a screenful, waits for space (next page), Enter (next line) or q.
  private func page() throws {
    lines += 1
    guard lines >= rows - 1 else { return }
    host.write("<SPACE> next page; <CR> next line; Q quit")
    host.flush()
    while true {
      guard let key = host.readKey(echo: false) else { lines = Int.min / 2; return }
      switch key.character {
      case "q", "Q":
        host.write("\n")
        // nobody's fault: the record names no command
        let halt = TerminatingError(
          "System.Management.Automation.HaltCommandException", "The command was stopped by the user.", .operationStopped,
          exception: "System.Management.Automation.HaltCommandException")
        halt.record.invocation = InvocationInfo()
        throw halt
      case " ": lines = 0
      case "\r", "\n": lines -= 1
      default: continue
      }
      return host.write("\n")
    }
  }
}

/// `Out-Default` as a pipeline stage.
public final class DefaultOutput: Stage, TerminalOutput {
  private let context: ExecutionContext
  private let engine: OutputEngine
  private static let isTerminal = isatty(1) != 0

  public init(_ context: ExecutionContext) {
    self.context = context
    engine = OutputEngine(context, HostOutput(context))
    super.init()
    context.services["Formatting.DefaultOutput"] = self
  }
  func queueError(_ lines: [String], for r: ErrorRecord) -> Bool { engine.queueError(lines, for: r) }
  public override func process(_ v: Value) throws {
    try guarded { try engine.process(v) }
    if DefaultOutput.isTerminal { context.host.flush() }
  }
  /// What cannot be shown ends what runs, and no script catches it: nothing stands around the display.
  private func guarded(_ body: () throws -> Void) throws {
    do { try body() } catch let e as TerminatingError where e.record.errorId == "ConsoleLineOutputOutOfSequencePacket" {
      abandon()
      context.uncaught(e)
      throw DisplayFailure()
    }
  }
  private struct DisplayFailure: Error {}
  public override func end() throws {
    try guarded { try engine.end() }
    if context.services["Formatting.DefaultOutput"] === self { context.services["Formatting.DefaultOutput"] = nil }
    if DefaultOutput.isTerminal { context.host.flush() }
  }
  public override func abandon() {
    if context.services["Formatting.DefaultOutput"] === self { context.services["Formatting.DefaultOutput"] = nil }
  }
}

/// Error records as the lines the error stream of the host shows: empty ones are left out.
enum ErrorOutput {
  static func text(_ r: ErrorRecord, _ c: ExecutionContext) -> String {
    let plain = Style.of(c).hostIsPlain(c)
    var lines: [String] = []
    for line in LineBreaking.split(ErrorView.text(r, c)) {
      let s = plain ? EscapeSequences.stripped(line) : line
      if !s.isEmpty { lines.append(s) }
    }
    // an error keeps its place among rows that still wait for their columns' widths
    if let d = c.services["Formatting.DefaultOutput"] as? DefaultOutput, d.queueError(lines, for: r) { return "" }
    return lines.map { $0 + "\n" }.joined()
  }
}
