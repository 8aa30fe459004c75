/// What the four Format-* cmdlets have alike: parameters, what is read from them, a format engine and its errors.
import Engine
import Formatting

enum FormatOutputs {
  static let all = ["FormatStartData", "FormatEntryData", "FormatEndData", "GroupStartData", "GroupEndData"].map { "Microsoft.PowerShell.Commands.Internal.Format." + $0 }
  static let expansions: [Validation] = [.set(["CoreOnly", "EnumOnly", "Both"], ignoreCase: true, message: nil)]
}

/// The parameters all four take.
struct FormatParameters {
  @Parameter("GroupBy") var groupBy: Value?
  @Parameter("View") var view: String?
  @Parameter("ShowError") var showError: Switch
  @Parameter("DisplayError") var displayError: Switch
  @Parameter("Force") var force: Switch
  @Parameter("Expand", validate: FormatOutputs.expansions) var expand: String?
  @Parameter("InputObject", from: .pipeline, type: "psobject") var inputObject: Value?
}

struct FormatRun {
  private var engine: FormatEngine?
  /// Names that are patterns; read when the first object comes.
  private var patterns: [String] = []

  /// - Parameter properties: `-Property` as given
  mutating func begin(_ options: FormatOptions, _ properties: [Value], _ shell: Invocation) {
    patterns = properties.compactMap(\.stringValue).filter { Wildcard($0).isInvalid }
    engine = FormatEngine(shell.context, options) { try shell.write(.other($0)) }
  }

  func process(_ v: Value?, _ shell: Invocation) throws {
    guard let v else { return }
    if !patterns.isEmpty { try shell.checkWildcards(patterns) }
    do { try engine?.process(v) } catch let t as TerminatingError
      where ["FormatViewNotFound", "PSObjectCompareTo"].contains(t.record.errorId) && t.record.invocation == nil
    { throw shell.terminating(t.record) }
  }
  func end() throws { try engine?.end() }
}

extension FormatOptions {
  /// Fills in what all four take.
  mutating func read(_ given: FormatParameters, hasProperty: Bool, _ shell: Invocation) throws {
    if let view = given.view, !view.isEmpty {
      if hasProperty { throw shell.detailed("FormatCannotSpecifyViewAndProperty", "Cmdlet parameters View and Property are mutually exclusive.") }
      viewName = view
    }
    if let groupBy = given.groupBy, !groupBy.isNull { self.groupBy = try FormatProperty.parse([groupBy], .groupBy, shell).first }
    if given.$showError.isBound { showsErrors = given.showError.isOn }
    if given.$displayError.isBound { displaysErrors = given.displayError.isOn }
    force = given.force.isOn
    switch given.expand?.lowercased() {
    case "coreonly": expansion = .core
    case "enumonly": expansion = .elements
    case "both": expansion = .both
    default: break
    }
  }
}

extension Invocation {
  /// `-Property @()`, which is neither nothing nor a choice.
  /// - Throws: the `NullReferenceException` that comes of it
  func requireProperties(_ given: [Value]) throws {
    guard given.isEmpty, let property = bound.get(.str("Property")), !property.isNull else { return }
    throw terminating(
      "System.NullReferenceException", .notSpecified, "Object reference not set to an instance of an object.", exception: "System.NullReferenceException")
  }
  /// A terminating error whose sentence stands in its details.
  func detailed(_ id: String, _ message: String, exception: String = "System.IO.InvalidDataException") -> TerminatingError {
    let r = ErrorRecord(PSException(exception, "Found invalid data while decoding."), id: id, .invalidArgument)
    r.detailsMessage = message
    return terminating(r)
  }
}
