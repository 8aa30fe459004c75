/// Variables by name, for cmdlets and the language's rarer constructs.
import Syntax

extension ExecutionContext {
  /// Value of a variable seen from the current scope; nil when there is none.
  public func variable(_ name: String) -> Value? { lookupSlow(Symbol.of(name)) }
  /// Sets in the current scope, or `scope`: "global", "script", "local", or a number of levels up.
  public func setVariable(_ name: String, _ v: Value, scope: String? = nil) throws { try assign(Symbol.of(name), v, in: try namedScope(scope)) }
  func assign(_ s: Symbol, _ v: Value, in place: NamedScope) throws {
    switch place {
    case .frame(let d): try assign(s, v, in: d)
    case .module(let m): if let known = m.variables[s.id] { try storeBoxed(known, v.headValue) } else { m.variables[s.id] = Variable(s.name, v.headValue) }
    }
  }
  /// The variable object: in one scope, or the nearest.
  public func variableObject(_ name: String, scope: String? = nil) throws -> Variable? {
    if name.equalsIgnoringCase("PSItem") { return try variableObject("_", scope: scope).map { Variable("PSItem", $0.current) } }
    if let scope {
      let s = Symbol.of(name)
      func everywhere(_ d: Int) -> Variable? { s.isConstantEverywhere ? variableObject(s, in: 0) : allScopeVariable(s, from: d) }
      switch try namedScope(scope) {
      case .frame(let d):
        let file = isGlobalFrame(d) ? scriptFile : frames[d].unit.takeUnretainedValue().block?.source.file
        return variableObject(s, in: d) ?? everywhere(d) ?? file.flatMap { placeVariable(named: name, in: $0) }
      case .module(let m): return m.variables[s.id] ?? everywhere(0)
      }
    }
    return findVariable(Symbol.of(name)) ?? placeVariable(named: name, in: nil)
  }
  /// `$PSScriptRoot` and `$PSCommandPath` of the running file, which compiled code has as constants.
  private func placeVariables(in file: String? = nil) -> [Variable] { ["PSCommandPath", "PSScriptRoot"].compactMap { placeVariable(named: $0, in: file) } }
  private func placeVariable(named name: String, in file: String?) -> Variable? {
    // of a name that means neither, no frame is asked for its file
    let isRoot = name.equalsIgnoringCase("PSScriptRoot")
    guard isRoot || name.equalsIgnoringCase("PSCommandPath"), let file = file ?? runningFile ?? scriptFile else { return nil }
    if file.isEmpty { return Variable(isRoot ? "PSScriptRoot" : "PSCommandPath", .str("")) }
    return isRoot ? Variable("PSScriptRoot", .str(Compiler.directory(of: file))) : Variable("PSCommandPath", .str(file))
  }
  /// The file of the innermost code that runs and is in one.
  private var runningFile: String? {
    for d in stride(from: depth - 1, to: 0, by: -1) { if let file = frames[d].unit.takeUnretainedValue().block?.source.file { return file } }
    return nil
  }
  /// The value of one of these, for code of the file, or of the one that runs.
  func placeVariable(_ name: String, in file: String?) -> Value? { placeVariable(named: name, in: file)?.value }
  /// Puts a variable object into a scope.
  public func define(_ v: Variable, scope: String? = nil) throws {
    let s = Symbol.of(v.name), place = try namedScope(scope)
    noteOptions(of: v)
    guard case .frame(let d) = place else {
      if case .module(let m) = place { m.variables[s.id] = v }
      return
    }
    if isGlobalFrame(d) { globals.cell(s).pointee = .boxed(v); return }
    let i = frames[d].unit._withUnsafeGuaranteedRef { $0.slot(s) }
    if i >= 0 {
      let isOptimized = frames[d].unit._withUnsafeGuaranteedRef { $0.kind == .frame && !$0.keepsNames }
      if isOptimized, !(frames[d].fp + i).isUnset {
        throw TerminatingError(
          "VariableNotWritableRare",
          """
          Cannot overwrite variable \(s.name) because the variable has been optimized. Try using the New-Variable or Set-Variable cmdlet (without any aliases), \
          or dot-source the command that you are using to set the variable.
          """,
          .writeError, exception: "System.Management.Automation.SessionStateUnauthorizedAccessException", target: .str(s.name))
      }
      (frames[d].fp + i).pointee = .boxed(v)
      return
    }
    extras(d).variables[s.id] = v
    announce(s, in: d)
  }
  /// A frame's own variable is gone, whatever made it.
  func forget(_ s: Symbol, in d: Int) {
    if isGlobalFrame(d) { globals.existing(s)?.pointee = .unset; return }
    _ = frames[d].extras?.takeUnretainedValue().variables.removeValue(forKey: s.id)
    let i = frames[d].unit._withUnsafeGuaranteedRef { $0.slot(s) }
    if i >= 0 { (frames[d].fp + i).pointee = .unset }
  }
  /// Removes a variable; false when there is none in that scope (or, without one, anywhere).
  public func removeVariable(_ name: String, scope: String? = nil) throws -> Bool {
    let s = Symbol.of(name)
    let place = scope == nil ? .frame(depth - 1) : try namedScope(scope)
    guard case .frame(var d) = place else {
      guard case .module(let m) = place else { return false }
      return m.variables.removeValue(forKey: s.id) != nil
    }
    if scope == nil {
      while d > 0, cell(s, in: d) == nil { d = Int(frames[d].parent) }
      if d <= 0, let m = frames[depth - 1].module, m.takeUnretainedValue().variables.removeValue(forKey: s.id) != nil { return true }
    }
    guard cell(s, in: d) != nil else { return false }
    if isGlobalFrame(d) { globals.cell(s).pointee = .unset; return true }
    if let x = frames[d].extras, x.takeUnretainedValue().variables.removeValue(forKey: s.id) != nil { return true }
    let unit = frames[d].unit.takeUnretainedValue()
    let i = unit.slot(s)
    if i >= 0 {
      guard unit.keepsNames else {
        throw TerminatingError(
          "VariableNotRemovableRare",
          """
          Cannot remove variable \(s.name) because the variable has been optimized and is not removable. Try using the Remove-Variable cmdlet (without any \
          aliases), or dot-sourcing the command that you are using to remove the variable.
          """,
          .writeError, exception: "System.Management.Automation.SessionStateUnauthorizedAccessException", target: .str(s.name))
      }
      (frames[d].fp + i).pointee = .unset
    }
    return true
  }
  /// All variables of a scope, or all visible ones (nearest wins).
  public func variables(scope: String? = nil) throws -> [Variable] {
    var all: [Variable] = []
    var seen = Set<Int>()
    func take(_ d: Int) {
      func list(_ s: Symbol, in d: Int) {
        guard seen.insert(s.id).inserted, let v = variableObject(s, in: d) else { return }
        all.append(v)
        if s === Unit.underscore { all.append(Variable("PSItem", v.current)) }
      }
      if isGlobalFrame(d) { for s in globals.symbols where !globals.existing(s)!.isUnset { list(s, in: 0) }; return }
      let unit = frames[d].unit.takeUnretainedValue()
      for s in unit.symbols where cell(s, in: d) != nil { list(s, in: d) }
      if let x = frames[d].extras { for (id, v) in x.takeUnretainedValue().variables where seen.insert(id).inserted { all.append(v) } }
    }
    /// Those that every scope has as its own; scopes of a module got theirs before the session had more than its constants.
    func takeAllScope(of d: Int) {
      let isModules = frames[d].module != nil
      for s in globals.symbols where !globals.existing(s)!.isUnset {
        guard let v = variableObject(s, in: 0), v.options.contains(.allScope), !isModules || v.options.contains(.constant) && Self.bornConstants.contains(s.id) else { continue }
        if seen.insert(s.id).inserted { all.append(v) }
      }
    }
    /// The place of its file, which every scope has as its own too.
    func takePlace(of d: Int) {
      let file = (isGlobalFrame(d) ? scriptFile : frames[d].unit.takeUnretainedValue().block?.source.file) ?? ""
      for v in placeVariables(in: file) where seen.insert(Symbol.of(v.name).id).inserted { all.append(v) }
    }
    if let scope {
      switch try namedScope(scope) {
      case .frame(let d):
        take(d)
        if !isGlobalFrame(d) { takeAllScope(of: d) }
        takePlace(of: d)
      case .module(let m): all = Array(m.variables.values)
      }
      return all
    }
    var d = depth - 1
    while d > 0, !isGlobalFrame(d) { take(d); d = Int(frames[d].parent) }
    if let m = frames[depth - 1].module { for (id, v) in m.takeUnretainedValue().variables where seen.insert(id).inserted { all.append(v) } }
    take(0)
    return all + placeVariables(in: runningFile ?? scriptFile ?? "").filter { seen.insert(Symbol.of($0.name).id).inserted }
  }
  private static let bornConstants = Set(["true", "false", "null"].map { Symbol.of($0).id })
  func globalValue(_ name: String) -> Value? {
    guard let c = globals.existing(Symbol.of(name)), !c.isUnset else { return nil }
    return read(c)
  }
  /// `$input` of the commands a program runs, read when somebody asks for it.
  public func provideInput(_ values: @escaping () -> [Value]) {
    let v = Variable("input")
    v.makeWhenRead { ExecutionContext.input(values()) }
    globals.cell(Symbol.of("input")).put(.boxed(v))
  }
  /// Assigns past options and attributes, for the shell's own variables.
  public func setGlobal(_ name: String, _ v: Value) { globals.cell(Symbol.of(name)).put(v) }

  /// What `[ref]$x` refers to: the variable itself, created when missing.
  func referenceTarget(_ s: Symbol, _ scope: VariablePath.Scope, _ name: String) throws -> Variable {
    if let v = findVariable(s) { return v }
    if s.name.equalsIgnoringCase("null") { return Variable("null") }
    let error = TerminatingError("NonExistingVariableReference", "[ref] cannot be applied to a variable that does not exist.", .invalidOperation, target: .str(name))
    error.record.categoryTargetType = "VariablePath"
    throw error
  }
  /// A read that failed: nothing in a string under strict mode 1, else the error with its place.
  @inline(never) func unset(_ error: Error, _ extent: Extent, _ inString: Bool, _ name: String) throws -> Value {
    guard let e = error as? TerminatingError, e.record.errorId == "VariableIsUndefined" else { throw locate(error, extent) }
    if inString, strictVersion == 1 { return .null }
    return try undefined(name, extent)
  }
  /// - Parameter name: as it is written, with its scope
  func undefined(_ name: String, _ extent: Extent) throws -> Value {
    if strictVersion >= 1 {
      let e = TerminatingError(
        "VariableIsUndefined", "The variable '$\(name)' cannot be retrieved because it has not been set.", .invalidOperation, target: .str(name))
      e.record.position = extent
      throw e
    }
    return .null
  }
  /// The cell `$_` of the running code.
  func dollarCell(_ fp: Cell) -> Cell {
    var d = depth - 1
    while d > 0, !isGlobalFrame(d) { if frames[d].unit.takeUnretainedValue().kind == .frame { return frames[d].fp }; d = Int(frames[d].parent) }
    return globals.cell(Unit.underscore)
  }
  func myInvocation() -> InvocationInfo {
    let i = InvocationInfo()
    i.scriptName = scriptFile
    i.command = typedCommand
    // the host sends what a line writes to Out-Default
    i.pipelineLength = 2
    i.isFromHost = true
    return i
  }
  func readDriveVariable(_ path: String) throws -> Value {
    if let f = readDrive { return try f(path, self) }
    return .null
  }
  func writeDriveVariable(_ path: String, _ v: Value) throws { try writeDrive?(path, v, self) }
}
