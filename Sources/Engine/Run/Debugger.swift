/// Breakpoints, single steps and Set-PSDebug: what looks at statements before they run.
///
/// Code is compiled with these looks only while something wants them (`isOn`): switching on compiles functions anew, and a script that
/// speaks of breakpoints or Set-PSDebug is compiled with them from the start. Otherwise they cost nothing.
import Primitives
import Syntax

public final class Debugger {
  /// How execution goes on behind a stop.
  public enum Resume { case go, into, over, out, quit }
  /// Which access to a variable stops.
  public enum Access: Int { case read = 0, write, readWrite; public var name: String { ["Read", "Write", "ReadWrite"][rawValue] } }
  /// What makes a breakpoint stop.
  public enum Condition { case line(Int, column: Int), command(String), variable(String, Access) }

  /// What Set-PSBreakpoint makes: where to stop, or what to do there.
  public final class Breakpoint: Ref {
    /// Its number, unique in the process.
    public let id: Int
    /// Full path of the only file it counts in; nil = everywhere.
    public let script: String?
    /// What has to happen.
    public let condition: Condition
    /// Run instead of asking; it stops by `break`.
    public let action: ScriptBlock?
    /// How often it was met while it was enabled.
    public internal(set) var hitCount = 0
    public var isEnabled = true
    /// The place in the script as it was read last that a line breakpoint stands at.
    fileprivate var place: Extent?
    public init(_ id: Int, _ script: String?, _ condition: Condition, _ action: ScriptBlock?) { self.id = id; self.script = script; self.condition = condition; self.action = action; super.init() }
    public override var netType: NetType {
      switch condition {
      case .line: TypeTable.get("System.Management.Automation.LineBreakpoint")
      case .command: TypeTable.get("System.Management.Automation.CommandBreakpoint")
      case .variable: TypeTable.get("System.Management.Automation.VariableBreakpoint")
      }
    }
    public override func text() -> String {
      switch condition {
      case .line(let l, let c): "Line breakpoint on '\(script ?? ""):\(l)\(c > 0 ? ", \(c)" : "")'"
      case .command(let n): "Command breakpoint on '\(script.map { $0 + ":" } ?? "")\(n)'"
      case .variable(let n, let a): script.map { "Variable breakpoint on '\($0):$\(n)' (\(a.name) access)" } ?? "Variable breakpoint on '$\(n)' (\(a.name) access)"
      }
    }
  }
  /// A place in a script that is looked at before it runs.
  final class Site {
    let extent: Extent
    private let statement: StatementAst?
    /// Of a function that begins here: its names count as commands.
    private let function: String?
    init(_ s: StatementAst) { statement = s; function = nil; extent = Site.extent(s) }
    var isBeginning: Bool { function != nil }
    init(_ extent: Extent, function: String? = nil) { statement = nil; self.function = function; self.extent = extent }
    /// Of a loop only what is tested first, of a return what it gives.
    private static func extent(_ s: StatementAst) -> Extent {
      switch s.kind {
      case .forEachStatement: (s as? ForEachStatementAst)?.condition.extent ?? s.extent
      case .returnStatement: (s as? FlowStatementAst)?.pipeline?.extent ?? s.extent
      default: s.extent
      }
    }
    /// Whether a breakpoint set on a line, and in a column unless that is 0, may stand here: the place is in the statement, but not in
    /// the statements of a block that is part of it.
    func reaches(line: Int, column: Int) -> Bool {
      guard extent.holds(line, column) else { return false }
      guard let statement, column > 0 || extent.startLine != line else { return true }
      return !Site.hasBlock(statement, at: line, column)
    }
    private static func hasBlock(_ a: Ast, at line: Int, _ column: Int) -> Bool {
      if !a.extent.holds(line, column) { return false }
      switch a {
      case is ScriptBlockExpressionAst, is FunctionDefinitionAst, is TypeDefinitionAst: return true
      case is StatementBlockAst:
        // what is not a loop or a condition has all it holds for its own
        return !(a.parent?.parent is PipelineAst || a.parent is SubExpressionAst || a.parent is ArrayExpressionAst)
      default: return a.children.contains { hasBlock($0, at: line, column) }
      }
    }
    /// A loop tells of its variable itself, with each element.
    fileprivate var tracesItself: Bool { statement?.kind == .forEachStatement }
    private(set) lazy var names: (commands: [String], reads: [String], writes: [String]) = {
      var commands: [String] = [], reads: [String] = [], writes: [String] = []
      func walk(_ a: Ast, assigned: Bool = false) {
        switch a {
        case is ScriptBlockExpressionAst, is FunctionDefinitionAst, is StatementBlockAst, is TypeDefinitionAst: return
        case let x as AssignmentStatementAst:
          walk(x.left, assigned: true)
          if x.op != .equals { walk(x.left) }
          walk(x.right)
          return
        case let f as ForEachStatementAst: writes.append(f.variable.path.name); walk(f.condition); return
        case let v as VariableExpressionAst:
          if v.path.drive != nil { return }
          if assigned { writes.append(v.path.name) } else { reads.append(v.path.name) }
        case let u as UnaryExpressionAst:
          if Compiler.isVoidExpression(u), let v = u.child as? VariableExpressionAst { writes.append(v.path.name) }
        case let c as CommandAst: if let n = c.commandName { commands.append(n) }
        default: break
        }
        for c in a.children { walk(c, assigned: assigned && (a is ArrayLiteralAst || a is ConvertExpressionAst || a is AttributedExpressionAst)) }
      }
      if let statement { walk(statement) }
      if let function { commands.append(function) }
      return (commands, reads, writes)
    }()
  }
  /// Where a function or script block, or a named block of one, begins and ends: its braces.
  final class Braces {
    let opening: Site, closing: Site
    /// As traces name it: `Get-It`, `Get-It<Process>`, `<ScriptBlock>`.
    let name: String
    var file: String? { opening.extent.source.file }

    /// nil for a script, which has no braces.
    init?(_ block: NamedBlockAst) {
      guard let body = block.parent as? ScriptBlockAst else { return nil }
      let function = (body.parent as? FunctionDefinitionAst)?.name
      let around = block.unnamed ? body.extent : block.extent
      let units = Array(around.text.utf16)
      guard let open = units.firstIndex(of: 123), units.last == 125, block.unnamed ? open == 0 : true else { return nil }
      let at = Int(around.start) + open, end = Int(around.end)
      opening = Site(Extent(around.source, at, at + 1), function: function)
      closing = Site(Extent(around.source, end - 1, end))
      let part = switch block.name { case .begin: "<Begin>"; case .process: "<Process>"; case .end: block.unnamed ? "" : "<End>"; default: "" }
      name = (function ?? "<ScriptBlock>") + part
    }
  }

  /// Statements without a place of their own to stop at: their conditions and statements have one each.
  static func isLookedAtInside(_ kind: AstKind) -> Bool {
    switch kind {
    case .functionDefinition, .typeDefinition, .ifStatement, .whileStatement, .doWhileStatement, .doUntilStatement, .forStatement, .tryStatement, .switchStatement: true
    default: false
    }
  }

  /// New code looks at its statements.
  nonisolated(unsafe) static var isOn = false
  /// In the order they were set.
  public private(set) var breakpoints: [Breakpoint] = []
  /// Breakpoints are numbered through all sessions of the process.
  nonisolated(unsafe) private static var lastId = 0
  /// `Set-PSDebug -Trace`: 0 none, 1 lines, 2 also assignments and calls.
  public var traceLevel = 0
  /// `Set-PSDebug -Step`: every line is asked for.
  public var asks = false
  private var mode = Resume.go
  private var markedDepth = 0
  /// Blocks that run, some of them on the frames they are written in.
  var nesting = 0
  /// The loop that was looked at last goes on to its next element, or would if it had one.
  var hasElements = false
  /// The debugger itself runs something.
  private var isBusy = false
  /// What runs is not the user's input: the prompt.
  private var isUntraced = false
  /// Wait-Debugger was called: the next statement stops.
  public var stopsNext = false
  /// Where execution stands still now.
  public var place: Extent?
  /// How many frames stood there.
  private(set) var placeDepth = Int.max
  /// The record that a preference Break stops at, while it stands still there.
  public private(set) var trigger = Value.null
  /// The statement that runs in each frame, by its depth.
  private var running: [Extent?] = []
  /// Talks with the user where execution stops; set by whoever has a prompt.
  public var onStop: ((_ hit: [Breakpoint], _ place: Extent, _ context: ExecutionContext) throws -> Resume)?

  init() {}
  /// From now on statements are looked at; functions that are compiled already are compiled again.
  public func enable(_ c: ExecutionContext) {
    if Debugger.isOn { return }
    Debugger.isOn = true
    for f in c.functionsInScope { f.block.plan = nil; f.block.inline = nil; f.block.dynamic = nil }
    for m in c.modules.values { for f in m.scope?.functions.values.map({ $0 }) ?? [] { f.block.plan = nil } }
    c.commands.touch()
  }
  /// Whether a text speaks of what needs statements to be looked at.
  static func isMentioned(in text: String) -> Bool { text.mentions(["psbreakpoint", "set-psdebug", "wait-debugger"]) }
  /// Sets a breakpoint with the next id; statements are looked at from `enable` on.
  public func add(_ script: String?, _ condition: Condition, _ action: ScriptBlock?) -> Breakpoint {
    let b = Breakpoint(Debugger.nextId(), script, condition, action)
    add(b)
    return b
  }
  /// Sets one that was made before; nothing when one of its id is there.
  public func add(_ b: Breakpoint) { if !breakpoints.contains(where: { $0.id == b.id }) { breakpoints.append(b) } }
  /// Breakpoints are numbered in the order they are made, set or not.
  public static func nextId() -> Int {
    lastId += 1
    return lastId
  }
  public func remove(_ b: Breakpoint) { breakpoints.removeAll { $0 === b } }
  /// As a new session's: no breakpoints, no steps, no traces.
  public func reset() {
    breakpoints = []
    mode = .go
    stopsNext = false
    traceLevel = 0
    asks = false
  }
  /// Wait-Debugger: stops at the statement that runs.
  public func stop(near: Extent?, _ c: ExecutionContext) throws {
    if isBusy || onStop == nil { return }
    let known = c.depth < running.count ? running[c.depth] : nil
    if let place = known ?? near { try stop([], place, c) }
  }
  /// A preference Break met its record: stops at the statement that runs, or, where statements are not looked at, at `near`.
  func stop(at record: Value, near: Extent?, _ c: ExecutionContext) throws {
    if isBusy || onStop == nil { return }
    let known = c.depth < running.count ? running[c.depth] : nil
    guard let place = known ?? near else { return }
    trigger = record
    defer { trigger = .null }
    try stop([], place, c)
  }
  /// The same for an error on its way, once and where the preference is Break.
  @inline(__always) func stop(at error: ErrorRecord, near: Extent?, _ c: ExecutionContext) throws {
    if !error.stoppedDebugger, c.breaksOnErrors { try stop(anew: error, near, c) }
  }
  @inline(never) private func stop(anew error: ErrorRecord, _ near: Extent?, _ c: ExecutionContext) throws {
    error.stoppedDebugger = true
    try stop(at: .other(error.exception), near: error.position ?? near, c)
  }
  private func stop(_ hit: [Breakpoint], _ place: Extent, _ c: ExecutionContext) throws {
    guard let onStop else { return }
    isBusy = true
    let success = c.flags.pointee.success, outer = placeDepth
    placeDepth = c.depth
    defer { isBusy = false; c.flags.pointee.success = success; placeDepth = outer }
    mode = .go
    mode = try onStop(hit, place, c)
    markedDepth = c.depth + nesting
    if mode == .quit { mode = .go; throw FlowSignal.stopped }
  }

  /// Runs what the session does for itself; `Set-PSDebug` does not show it.
  func untraced<T>(_ body: () throws -> T) rethrows -> T {
    let outer = isUntraced
    isUntraced = true
    defer { isUntraced = outer }
    return try body()
  }

  /// A function or script block begins: its brace, with the commands of its name, and what `Set-PSDebug -Trace 2` tells of it.
  func enter(_ place: Braces, _ c: ExecutionContext) throws {
    if isBusy { return }
    let returned = c.returned
    defer { c.returned = returned }
    try visit(place.opening, c)
    if traceLevel > 1, !isUntraced { write("    ! CALL function '\(place.name)'" + (place.file.map { "  (defined in file '\($0)')" } ?? ""), c) }
  }
  /// Gives the line breakpoints in a text that stand at no place there one that is near; those that have one keep it.
  func settle(_ near: (_ line: Int) -> Extent?, file text: () -> SourceText) {
    for b in breakpoints where b.script != nil {
      guard case .line(let line, let column) = b.condition, column <= 0, b.place == nil || b.place?.source !== text(), b.script == text().file else { continue }
      if let place = near(line) { b.place = place }
    }
  }
  func leave(_ place: Braces, _ c: ExecutionContext) throws {
    let returned = c.returned
    c.returned = .void
    try visit(place.closing, c)
    c.returned = returned
  }

  /// Before each statement.
  func visit(_ site: Site, _ c: ExecutionContext) throws {
    if isBusy { return }
    while running.count <= c.depth { running.append(nil) }
    running[c.depth] = site.extent
    if traceLevel > 0 || asks, !isUntraced { try trace(site, c) }
    if breakpoints.isEmpty, mode == .go, !stopsNext { return }
    var hit: [Breakpoint] = []
    for b in breakpoints where b.isEnabled && matches(b, site, c) {
      b.hitCount += 1
      guard let action = b.action else { hit.append(b); continue }
      isBusy = true
      defer { isBusy = false }
      if try breaks(action, at: b, c) { hit.append(b) }
    }
    let stepped: Bool = switch mode { case .into: true; case .over: c.depth + nesting <= markedDepth; case .out: c.depth + nesting < markedDepth; default: false }
    guard !hit.isEmpty || stepped || stopsNext, onStop != nil else { return }
    stopsNext = false
    try stop(hit, site.extent, c)
  }
  /// Runs a breakpoint's action: `break` in it stops, however else it ends the script goes on.
  private func breaks(_ action: ScriptBlock, at b: Breakpoint, _ c: ExecutionContext) throws -> Bool {
    do { _ = try c.invokeOutside(action, item: .other(b)) } catch FlowSignal.breakLoop { return true } catch FlowSignal.stopped { throw FlowSignal.stopped } catch {}
    return false
  }
  private func matches(_ b: Breakpoint, _ site: Site, _ c: ExecutionContext) -> Bool {
    if let s = b.script, site.extent.source.file != s { return false }
    switch b.condition {
    case .line(let l, let column):
      // the first that holds the place is the one
      if let known = b.place, known.source === site.extent.source { return known.start == site.extent.start && known.end == site.extent.end }
      guard site.reaches(line: l, column: max(0, column)) else { return false }
      b.place = site.extent
      return true
    case .command(let pattern):
      return site.names.commands.contains { n in
        // a function's breakpoint is where it begins
        if !site.isBeginning, c.functionInScope(c.aliasInScope(n)?.target ?? n) != nil { return false }
        let names = c.aliasInScope(n).map { [n, $0.target] } ?? [n]
        // what is no command is never run
        return names.contains { n in (try? WildcardPattern(pattern))?.matches(n) ?? n.equalsIgnoringCase(pattern) } && (site.isBeginning || c.findCommand(n) != nil)
      }
    case .variable(let n, let access):
      // what is written is looked at when it was: `wrote`
      return access != .write && site.names.reads.contains { $0.equalsIgnoringCase(n) }
    }
  }
  /// Behind a statement: the variables it has set.
  @inline(__always) func wrote(_ site: Site, _ c: ExecutionContext) throws {
    if breakpoints.isEmpty || site.tracesItself { return }
    for n in site.names.writes { try wrote(n, at: site.extent, c) }
  }
  /// A variable was set: breakpoints on that see its new value.
  public func wrote(_ name: String, at place: Extent?, _ c: ExecutionContext) throws {
    if isBusy || breakpoints.isEmpty { return }
    guard let place else { return }
    var hit: [Breakpoint] = []
    for b in breakpoints where b.isEnabled && (b.script == nil || b.script == place.source.file) {
      guard case .variable(let n, let access) = b.condition, access != .read, n.equalsIgnoringCase(name) else { continue }
      b.hitCount += 1
      guard let action = b.action else { hit.append(b); continue }
      isBusy = true
      defer { isBusy = false }
      if try breaks(action, at: b, c) { hit.append(b) }
    }
    if !hit.isEmpty, onStop != nil { try stop(hit, place, c) }
  }
  /// The statement that runs on the frame below a depth, as far as statements are looked at.
  func statement(below depth: Int) -> Extent? { depth < running.count ? running[depth] : nil }
  /// `Set-PSDebug -Trace 2`: what variables were set to.
  func traceAssignments(_ site: Site, _ c: ExecutionContext) {
    if isBusy || isUntraced || site.tracesItself { return }
    for n in site.names.writes where !n.equalsIgnoringCase("null") { traceSet(n, c.variable(n) ?? .null, c) }
  }
  /// One of them, as much of its value as fits in 60 characters with the name.
  func traceSet(_ name: String, _ value: Value, _ c: ExecutionContext) {
    if traceLevel < 2 || isBusy || isUntraced { return }
    var text = value.refValue is ForEachEnumerator ? "IEnumerator" : Conversion.toString(value, c)
    let room = max(0, 60 - name.utf16.count)
    if text.utf16.count > room { text = String(decoding: text.utf16.prefix(room), as: UTF16.self) + "…" }
    write("    ! SET $\(name) = '\(text)'.", c)
  }
  private func trace(_ site: Site, _ c: ExecutionContext) throws {
    let e = site.extent
    // with the line's end, so that an empty line follows except behind the last one
    let units = Array(e.source.wholeLine(e.startLine).utf16)
    let cut = min(max(0, e.startColumn - 1), units.count)
    let marked = String(decoding: units[..<cut], as: UTF16.self) + " >>>> " + String(decoding: units[cut...], as: UTF16.self)
    let number = String(e.startLine)
    let line = String(repeating: " ", count: max(0, 4 - number.utf8.count)) + number + "+ " + marked
    if asks {
      isBusy = true
      defer { isBusy = false }
      if !c.host.isInteractive { throw FlowSignal.stopped }
      let shown = line.hasSuffix("\n") ? String(line.dropLast()) : line
      switch try c.ask(caption: "Continue with this operation?", message: shown, choices: ConfirmationChoices.step) {
      case 0: break
      case 1: asks = false
      default:
        let e = TerminatingError(
          "UserStopRequest", "WriteDebug stopped because the value of the DebugPreference variable was 'Stop'.", .operationStopped,
          exception: "System.Management.Automation.ParentContainsErrorRecordException")
        e.record.isStop = true
        throw e
      }
    }
    write(line, c)
  }
  private func write(_ message: String, _ c: ExecutionContext) { c.host.write(c.streamLine(.debug, "DEBUG: " + message) + "\n") }
}

extension Extent {
  /// Whether a place is within; column 0 stands for the whole line.
  func holds(_ line: Int, _ column: Int) -> Bool {
    if line < startLine || line > endLine { return false }
    if column == 0 { return true }
    return (line > startLine || column >= startColumn) && (line < endLine || column < endColumn)
  }
}
