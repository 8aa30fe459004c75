/// Code that runs in a scope that exists already: dot-sourced files, functions and blocks, and the script of the command
/// line, which runs in the global scope.
import Syntax
import Glibc

extension ExecutionContext {
  /// Dot-sources: statements run in the current scope of the block's session state, names looked up there.
  /// - Parameters:
  ///   - input: objects for the process block and `$input`; nil when nothing is piped in
  ///   - info: `$MyInvocation` while the code runs
  func runInCallersScope(_ b: ScriptBlock, arguments: [Argument], input: [Value]?, info: InvocationInfo) throws {
    try inScope(of: (b.isUnbound ? runningModule : b.module)?.scope) { fp in
      do { try runInCurrentScope(b, fp, arguments, input, info) } catch let e as TerminatingError {
        let error = traced(e, depth - 1)
        if plan(b).isAdvanced { e.record.leave(info.command, info) }
        throw error
      }
    }
  }

  private func runInCurrentScope(_ b: ScriptBlock, _ fp: Cell, _ arguments: [Argument], _ input: [Value]?, _ info: InvocationInfo) throws {
    let d = depth - 1
    let unit = frames[d].unit.takeUnretainedValue()
    // the prompt's unit takes any code; other frames are reached by name
    let target = unit.kind == .global ? unit : Unit("", .dynamic)
    target.tracksSuccess = true
    if target !== unit { target.module = b.isUnbound ? runningModule : b.module; target.types = unit.types.merging(b.types) { $1 } }
    b.runsInScope = true
    try useModules(b.ast, target, b.source)
    if !b.namespaces.isEmpty { target.namespaces = b.namespaces }
    let host = guest
    if target !== unit { guest = (target, depth) }
    defer { guest = host }
    let compiler = Compiler(self, target, b.source)
    if let call = innerCode.last?.call { try beforeBody(of: call) { try bindInCurrentScope(b, fp, arguments, info, compiler) } }
    else { try bindInCurrentScope(b, fp, arguments, info, compiler) }
    let mine = Symbol.of("MyInvocation")
    let outer = cell(mine, in: d).flatMap { $0.isUnset ? nil : read($0) } ?? (frames[d].isModuleTop ? frames[d].module?.takeUnretainedValue().variables[mine.id]?.current : nil)
    try assign(mine, .other(info), in: d)
    defer { if d > 0 { try? assign(mine, outer ?? .unset, in: d) } else { globals.cell(mine).pointee = outer ?? .unset } }
    if let input {
      let given = b.ast.processBlock == nil ? input : []
      // what is piped into the program comes through a reader
      let reader = info.scriptName == nil ? ExecutionContext.makeEnumerator?("System.Management.Automation.Internal.PipelineReader`1+<GetReadEnumerator>d__20", given) : nil
      try assign(Symbol.of("input"), reader ?? ExecutionContext.input(given), in: d)
    }
    try defineTypes(b.ast, compiler)
    if let begin = b.ast.beginBlock, try !run(begin, compiler, fp) { return }
    if let process = b.ast.processBlock {
      if let input {
        let code = compiler.code(process.statements, traps: process.traps)
        let dollar = dollarCell(fp), saved = dollar.pointee
        defer { dollar.put(saved) }
        for v in input {
          dollar.put(v)
          try assign(Symbol.of("input"), ExecutionContext.input([v]), in: d)
          if try !run(code, fp) { break }
        }
      } else if try !run(process, compiler, fp) { return }
    }
    if let end = b.ast.endBlock, try !run(end, compiler, fp) { return }
    if let clean = b.ast.cleanBlock { _ = try run(clean, compiler, fp) }
  }
  /// False when the code returned.
  private func run(_ block: NamedBlockAst, _ compiler: Compiler, _ fp: Cell) throws -> Bool { try run(compiler.code(block.statements, traps: block.traps), fp) }
  private func run(_ code: Code, _ fp: Cell) throws -> Bool {
    switch try code.body(self, fp) {
    case .ret: let v = returned; returned = .void; try emit(v, into: sink); return false
    case .brk: throw strayFlow(.brk)
    case .cont: throw strayFlow(.cont)
    case .next: return true
    }
  }
  /// The parameters become variables of the scope, with their constraints.
  private func bindInCurrentScope(_ b: ScriptBlock, _ fp: Cell, _ arguments: [Argument], _ info: InvocationInfo, _ compiler: Compiler) throws {
    let d = depth - 1
    let params = b.ast.paramBlock?.parameters ?? b.parameterList ?? []
    let p = plan(b)
    // what the host calls stands nowhere in a script
    let place = info.isFromHost ? Extent.nowhere : info.position ?? b.ast.extent
    let binder = Binder(self, p.metadata, commandName: info.command?.name ?? "", info: info, extent: place, errorName: info.command?.errorTypeName ?? "")
    try binder.bindArguments(arguments, expectsInput: false)
    if let e = p.definitionError { throw e }
    for (i, q) in p.parameters.enumerated() where i < params.count {
      var v: Value
      if let given = binder.value(i) { v = given }
      else if let x = params[i].defaultValue { v = try binder.convertedDefault(i, try compiler.expression(x)(self, fp).orNull) }
      else { v = ExecutionContext.zero(of: q.type) }
      let constraints = p.metadata.parameters[i].attributes.filter { switch $0 { case .type, .validate: true; default: false } }
      if constraints.isEmpty || q.type?.fullName == "System.Management.Automation.PSReference" { try assign(q.symbol, v, in: d); continue }
      let variable = Variable(q.name, v)
      variable.attributes = constraints
      try define(variable)
    }
    if p.isAdvanced {
      let shell = Invocation(self, info.command ?? FunctionInfo("", b), next: sink, info: info)
      shell.common = binder.common
      shell.parameterSet = binder.chosenSet
      try assign(Symbol.of("PSCmdlet"), .other(PSCmdletObject(shell, calledFrom: frames[d].module)), in: d)
      try binder.applyPreferences()
    } else {
      try assign(
        Symbol.of("args"),
        .array(
          PSArray(
            params.isEmpty
              ? arguments.flatMap { a -> [Value] in a.name == nil ? [a.value] : a.hasValue ? [.str(a.word), a.value] : [.str(a.word)] }
              : binder.unbound)), in: d)
    }
    try assign(Symbol.of("PSBoundParameters"), .hash(binder.bound), in: d)
    info.unboundArguments = binder.unbound
  }

  /// Runs the script of the command line, in the global scope, as `csshell file.ps1` does.
  /// - Parameters:
  ///   - arguments: words of the command line
  ///   - values: arguments that arrived as objects
  ///   - standardInput: what is piped into the program
  /// - Returns: false when an uncaught error ended it
  public func runScript(_ text: String, file: String?, arguments: [String], values: [Value] = [], standardInput: () -> [Value]) throws -> Bool {
    let out = makeDefaultOutput(self)
    let saved = sink
    sink = Outlet(out)
    let outer = scriptFile
    scriptFile = file
    defer { sink = saved; flags.pointee.catching = 0; scriptFile = outer }
    do {
      let b = try scriptBlock(text, file: file)
      try checkRequirements(b, file)
      let info = InvocationInfo()
      info.command = ExternalScriptInfo(file.map { FileText.leaf($0) } ?? "", path: file ?? "")
      info.invocationName = file ?? ""
      info.scriptName = nil
      // the host sends what a script writes to Out-Default
      info.pipelineLength = 2
      info.isFromHost = true
      // a script that names $input takes what is piped into the program; the process block of another runs once
      let input: [Value]? = b.ast.holds("input") ? isatty(0) == 1 ? [] : standardInput() : b.ast.processBlock == nil ? [] : nil
      do {
        try runInCallersScope(
          b,
          arguments: ExecutionContext.commandLineArguments(arguments, .nowhere)
            + values.map { Argument(name: nil, value: $0, hasValue: true, extent: .nowhere) }, input: input, info: info)
      } catch let e as TerminatingError where e.record.invocation == nil && e.record.position?.isNowhere ?? false {
        // it arose at no place of the script: it is the error of the script as a whole
        e.record.invocation = info
        throw e
      }
      try out.end()
      return true
    } catch let e as TerminatingError {
      out.abandon()
      uncaught(e)
      return false
    } catch FlowSignal.returnFromScript {
      try out.end()
      return true
    } catch let signal as FlowSignal {
      out.abandon()
      if signal.endsCode { return true }
      throw signal
    }
  }
  /// `#requires`: what the script needs must be there before any of it runs.
  func checkRequirements(_ b: ScriptBlock, _ file: String?) throws {
    guard let needs = b.ast.requirements else { return }
    let name = file.map { FileText.leaf($0) } ?? ""
    func refuse(_ id: String, _ text: String) -> TerminatingError {
      let e = TerminatingError(id, "The script '\(name)' cannot be run because \(text)", .resourceUnavailable, exception: "System.Management.Automation.ScriptRequiresException", target: .str(name))
      e.record.position = Extent(SourceText(""), 0, 0)
      return e
    }
    if let wanted = needs.version {
      let parts = wanted.split(separator: ".").map { Int($0) ?? 0 }, mine = FollowedVersion.parts
      if !parts.lexicographicallyPrecedes(mine), parts != mine {
        throw refuse(
          "ScriptRequiresUnmatchedPSVersion",
          """
          it contained a "#requires" statement for PowerShell \(wanted). The version of PowerShell that is required by the script does not match the \
          currently running version of PowerShell \(FollowedVersion.text).
          """
        )
      }
    }
    if !needs.editions.isEmpty, !needs.editions.contains(where: { $0.equalsIgnoringCase("Core") }) {
      throw refuse(
        "ScriptRequiresUnmatchedPSEdition",
        """
        it contained a "#requires" statement for PowerShell editions '\(needs.editions.joined(separator: ", "))'. The edition of PowerShell that is required \
        by the script does not match the currently running PowerShell Core edition.
        """
      )
    }
    if needs.isElevationRequired, geteuid() != 0 {
      throw refuse(
        "ScriptRequiresElevation",
        """
        it contains a "#requires" statement for running as Administrator. The current PowerShell session is not running as Administrator. Start PowerShell by \
        using the Run as Administrator option, and then try running the script again.
        """
      )
    }
    for m in needs.modules {
      // a specification stands there as it was written
      let argument = m.hasPrefix("@") ? "-FullyQualifiedName \(m)" : "-Name \(SourceLiteral.quoted(m))"
      do { _ = try throwing { try invokeHere("Import-Module \(argument) -ErrorAction Stop") } } catch is TerminatingError {
        let missing = missingModule(m)
        let e = refuse("ScriptRequiresMissingModules", "the following modules that are specified by the \"#requires\" statements of the script are missing: \(missing).")
        e.record.exception.properties = [("CommandName", .str(name)), ("MissingPSSnapIns", .array(PSArray([.str(missing)], of: TypeTable.string)))]
        throw e
      }
    }
  }
  /// What the refusal says of a module: its name and the versions asked for.
  private func missingModule(_ written: String) -> String {
    guard written.hasPrefix("@"), let h = try? invokeHere(written),
      let s = try? Conversion.convert(h, to: TypeTable.get("Microsoft.PowerShell.Commands.ModuleSpecification"), self)
    else { return "The module '\(written)' cannot be found." }
    func entry(_ key: String) -> String? {
      guard let v = try? property(s, key), !v.isNull else { return nil }
      return Conversion.toString(v, self)
    }
    let wish: String
    if let v = entry("RequiredVersion") { wish = " with RequiredVersion '\(v)'" }
    else if let low = entry("Version") { wish = " with ModuleVersion '\(low)'" + (entry("MaximumVersion").map { " and MaximumVersion '\($0)'" } ?? "") }
    else { wish = entry("MaximumVersion").map { " with MaximumVersion '\($0)'" } ?? "" }
    return "The module '\(entry("Name") ?? "")' cannot be found\(wish)."
  }
}
