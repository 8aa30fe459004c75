/// What the four Format-* cmdlets do alike: read the common parameters, run a format engine, stop with its errors.
import Engine
import Formatting

enum FormatOutputs {
  static let all = ["FormatStartData", "FormatEntryData", "FormatEndData", "GroupStartData", "GroupEndData"].map { "Microsoft.PowerShell.Commands.Internal.Format." + $0 }
  static let expansions: [Validation] = [.set(["CoreOnly", "EnumOnly", "Both"], ignoreCase: true, message: nil)]
}

struct FormatRun {
  private var engine: FormatEngine?

  mutating func begin(_ options: FormatOptions, _ shell: Invocation) { engine = FormatEngine(shell.context, options) { try shell.write(.other($0)) } }

  func process(_ v: Value?, _ shell: Invocation) throws {
    guard let v else { return }
    do { try engine?.process(v) } catch let t as TerminatingError where ["FormatViewNotFound", "PSObjectCompareTo"].contains(t.record.errorId) && t.record.invocation == nil { throw shell.terminating(t.record) }
  }
  func end() throws { try engine?.end() }
}

extension FormatOptions {
  /// Fills in what all Format-* cmdlets take.
  mutating func readCommon(groupBy: Value?, view: String?, hasProperty: Bool, showError: ParameterBox<Switch>, displayError: ParameterBox<Switch>, force: Switch, expand: String?, _ shell: Invocation) throws {
    if let view, !view.isEmpty {
      if hasProperty { throw shell.detailed("FormatCannotSpecifyViewAndProperty", "Cmdlet parameters View and Property are mutually exclusive.") }
      viewName = view
    }
    if let groupBy, !groupBy.isNull { self.groupBy = try FormatProperty.parse([groupBy], .groupBy, shell).first }
    if showError.isBound { showsErrors = showError.value.isOn }
    if displayError.isBound { displaysErrors = displayError.value.isOn }
    self.force = force.isOn
    switch expand?.lowercased() {
    case "coreonly": expansion = .core
    case "enumonly": expansion = .elements
    case "both": expansion = .both
    default: break
    }
  }
}

extension Invocation {
  /// A terminating error whose sentence stands in its details.
  func detailed(_ id: String, _ message: String, exception: String = "System.IO.InvalidDataException") -> TerminatingError {
    let r = ErrorRecord(PSException(exception, "Found invalid data while decoding."), id: id, .invalidArgument)
    r.detailsMessage = message
    return terminating(r)
  }
}
