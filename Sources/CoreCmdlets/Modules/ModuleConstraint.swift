/// Which versions of a module will do: what `-MinimumVersion`, `-MaximumVersion`, `-RequiredVersion` and module
/// specifications ask for.
import Engine
import NetTypes
import Primitives

struct ModuleConstraint {
  var minimum: NetVersion?
  var maximum: NetVersion?
  var required: NetVersion?
  var guid: NetGuid?

  init() {}
  /// - Throws: the error of a highest version that is none; it may end in `*`
  init(minimum: Value?, maximum: String?, required: Value?, guid: Value? = nil, _ shell: Invocation) throws {
    self.minimum = (minimum?.refValue as? PSVersion)?.value
    self.required = (required?.refValue as? PSVersion)?.value
    self.guid = (guid?.refValue as? PSGuid)?.value
    if let maximum {
      guard let v = ModuleConstraint.highest(maximum) else {
        throw shell.terminating(
          "Argument", .invalidArgument,
          """
          The specified MaximumVersion '\(maximum)' was incorrect. If you are using '*', MaximumVersion only supports one '*' and should always be placed at \
          the end of MaximumVersion.
          """,
          exception: "System.Management.Automation.PSArgumentException")
      }
      self.maximum = v
    }
  }
  init(_ s: ModuleSpecification, _ shell: Invocation) throws {
    try self.init(minimum: s.version, maximum: s.maximumVersion, required: s.requiredVersion, guid: s.guid, shell)
  }

  var isEmpty: Bool { !hasVersion && guid == nil }
  var hasVersion: Bool { minimum != nil || maximum != nil || required != nil }
  var isImpossible: Bool { if let minimum, let maximum { maximum < minimum } else { false } }

  func accepts(_ m: ModuleInfo) -> Bool { accepts(version: m.version, guid: m.guid) }
  func accepts(version: String, guid other: String) -> Bool {
    if let guid, (try? NetGuid.parse(other)) != guid { return false }
    guard hasVersion else { return true }
    guard let v = try? NetVersion.parse(version) else { return false }
    if let required { return v == required }
    return (minimum.map { v >= $0 } ?? true) && (maximum.map { v <= $0 } ?? true)
  }

  /// `*` at the end stands for any number.
  private static func highest(_ text: String) -> NetVersion? {
    var s = text
    if s.hasSuffix("*") {
      s = s.dropLast() + "999999999"
      while s.utf8.count(where: { $0 == 46 }) < 3 { s += ".999999999" }
    }
    return s.utf8.contains(42) ? nil : try? NetVersion.parse(s)
  }

  /// What is asked for, in words.
  var wish: String {
    if let required { return "version '\(required)'" }
    if let minimum, let maximum { return "MinimumVersion '\(minimum)' and MaximumVersion '\(maximum)'" }
    if let minimum { return "version '\(minimum)'" }
    if let maximum { return "MaximumVersion '\(maximum)'" }
    return "GUID '\(guid.map { "\($0)" } ?? "")'"
  }

  /// The error for a module of which no version will do.
  func notFound(_ name: String, _ shell: Invocation) -> TerminatingError {
    let tail = "was not loaded because no valid module file was found in any module directory."
    return shell.terminating(
      "Modules_ModuleWithVersionNotFound", .resourceUnavailable, "The specified module '\(name)' with \(wish) \(tail)",
      exception: "System.IO.FileNotFoundException", target: .str(name))
  }
}
