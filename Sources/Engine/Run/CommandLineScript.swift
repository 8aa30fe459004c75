/// The script of the command line, which runs in the global scope, and what must be there before a script runs.
import Syntax
import Glibc

extension ExecutionContext {
  /// Dot-sources: statements run in the current scope of the block's session state, names looked up there.
  /// - Parameters:
  ///   - input: objects for the process block and `$input`; nil when nothing is piped in
  ///   - info: `$MyInvocation` while the code runs
  ///   - gathered: what the cmdlet that calls it back has for `$input`; nil = it is a command of its own
  func runInCallersScope(_ b: ScriptBlock, arguments: [Argument], input: [Value]?, info: InvocationInfo, calledBackWith gathered: [Value]? = nil) throws {
    let code = DottedCode(self, b, info, calledBackWith: gathered)
    defer { code.clean() }
    try code.bind(arguments, expectsInput: false)
    try code.begin()
    if let input { for v in input { try code.process(v) } } else { try code.run() }
    try code.end()
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
            + Argument.positional(values, at: .nowhere), input: input, info: info)
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
  public func checkRequirements(_ b: ScriptBlock, _ file: String?) throws {
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
