/// Variables with the option AllScope: one variable that every scope made after it has as its own.
///
/// PowerShell copies a reference to them into each new scope. Here a frame with a slot of such a name gets the variable
/// into the slot when it is pushed, and an assignment by name looks for one before it makes a variable.
import Syntax

extension ExecutionContext {
  /// Tells the frames about a variable that may have got the option.
  public func noteOptions(of v: Variable) {
    let s = Symbol.of(v.name)
    if v.options.contains(.allScope), !s.isConstantEverywhere { allScopeNames |= s.bit }
  }
  /// The variable of that name that is the same in all scopes, seen from frame `d`.
  func allScopeVariable(_ s: Symbol, from d: Int) -> Variable? {
    if allScopeNames & s.bit == 0 { return nil }
    var p = d
    while p >= 0 {
      if let c = cell(s, in: p), case .boxed(let v) = c.pointee, v.options.contains(.allScope) { return v }
      if isGlobalFrame(p) { return nil }
      p = Int(frames[p].parent)
    }
    return nil
  }
  /// Puts the variables that all scopes share into the slots of a frame whose caller is `d`.
  @inline(never) func shareAllScope(_ unit: Unmanaged<Unit>, _ fp: Cell, from d: Int) {
    unit._withUnsafeGuaranteedRef { u in
      for (i, s) in u.symbols.enumerated() where i > 0 {
        guard let v = allScopeVariable(s, from: d) else { continue }
        let given = fp[i]
        if case .boxed = given { continue }
        if given.isPresent { try? storeBoxed(v, given) }
        (fp + i).put(.boxed(v))
      }
    }
  }
}

extension Variable {
  /// Changes the options of a variable there is already: it cannot become constant, nor stop being the same in all scopes.
  public func setOptions(_ new: Options) throws {
    func refuse(_ id: String, _ text: String) -> TerminatingError {
      TerminatingError(id, text, .writeError, exception: "System.Management.Automation.SessionStateUnauthorizedAccessException", target: .str(name))
    }
    if !options.isDisjoint(with: [.readOnly, .constant]) { throw refuse("VariableNotWritable", "Cannot overwrite variable \(name) because it is read-only or constant.") }
    if new.contains(.constant) { throw refuse("VariableCannotBeMadeConstant", "Existing variable \(name) cannot be made constant. Variables can be made constant only at creation time.") }
    if options.contains(.allScope), !new.contains(.allScope) { throw refuse("VariableAllScopeOptionCannotBeRemoved", "The AllScope option cannot be removed from the variable '\(name)'.") }
    options = new
  }
}

extension Symbol {
  /// A name that is one constant in every scope of every session: its variable is the global one wherever it is named.
  var isConstantEverywhere: Bool { Symbol.constantEverywhere.contains(id) }
  private static let constantEverywhere: Set<Int> = Set([
    "true", "false", "?", "IsLinux", "IsMacOS", "IsWindows", "IsCoreCLR", "ExecutionContext", "HOME", "Host", "PID", "PSCulture", "PSHOME",
    "PSUICulture", "PSVersionTable", "PSEdition", "ShellId", "EnabledExperimentalFeatures",
  ].map { Symbol.of($0).id })
}
