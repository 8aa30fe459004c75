/// One shell session: its variables, commands, streams and place in the world. Everything that runs gets it passed.
///
/// State that changes per statement or per object is kept in raw memory (frames, cells, flags), not in class
/// properties: each such property would cost an exclusivity check per access.
import Syntax
import Primitives

public final class ExecutionContext {
  public let host: Host
  public let commands = CommandTable()
  /// Type data by lower-case type name.
  public var typeData: [String: TypeData] = [:]
  /// Set by module Formatting: how an error, warning … looks, and the stage that displays what reaches the end of a pipeline.
  public var renderError: (ErrorRecord, ExecutionContext) -> String = { r, _ in r.message + "\n" }
  public var makeDefaultOutput: (ExecutionContext) -> Stage = { _ in Stage() }
  /// Services other modules keep per session, by type name (the Lync world, providers, history).
  public var services: [String: AnyObject] = [:]
  /// Modules loaded, by lower-case name.
  public var modules: [String: ModuleInfo] = [:]
  public var culture = Culture.invariant
  public var isInteractive = false
  /// `$PSScriptRoot`-style facts of the running file.
  public var scriptFile: String?

  // Frames and cells; see Scope/.
  let stackBase: Cell
  let stackEnd: Cell
  var sp: Cell
  let frames: UnsafeMutablePointer<Frame>
  var depth = 1
  var sink: Stage
  var returned: Value = .void
  let globalUnit: Unit
  var globals: GlobalTable
  let scratch = TextBuffer()
  let flags: UnsafeMutablePointer<RunFlags>
  let patterns = PatternCache()

  public init(host: Host) {
    self.host = host
    let n = 1 << 20
    stackBase = .allocate(capacity: n)
    stackEnd = stackBase + n
    sp = stackBase
    frames = .allocate(capacity: ExecutionContext.maximumDepth + 16)
    sink = Stage()
    globalUnit = Unit("global", .global)
    globals = GlobalTable()
    flags = .allocate(capacity: 1)
    flags.initialize(to: RunFlags())
    frames.initialize(to: Frame(unit: .passUnretained(globalUnit), fp: stackBase, parent: -1, chain: 0, extras: nil))
  }
  static let maximumDepth = 20_000
}

/// What statements look at each time; one cache line of raw memory.
struct RunFlags {
  /// Set by the SIGINT handler.
  var stopRequested: Bool = false
  /// `$?`.
  var success = true
  /// > 0 inside `try` or `trap` scopes: errors of statements propagate.
  var catching: Int32 = 0
}
