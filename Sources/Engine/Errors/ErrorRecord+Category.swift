/// What `CategoryInfo` and `InvocationInfo` say about a record: activity, reason, place.
import Syntax

extension ErrorRecord {
  /// Where the record says it happened.
  public var shownPosition: Extent? { isPlaceless ? nil : position ?? invocation?.position }
  /// The file of that place.
  public var scriptName: String? {
    if let name = invocation?.scriptName, !name.isEmpty { return name }
    return shownPosition?.source.file
  }
  /// The first part of `CategoryInfo`.
  public var activity: String {
    if let a = categoryActivity { return a }
    return hasNoCommandSuffix ? "" : invocation?.command?.name ?? ""
  }
  /// The second: the exception's type, unless somebody set it.
  public var reason: String { categoryReason ?? exception.type.name }

  /// The third: the target's `ToString()`, which of a collection is its type; of an object of the pipeline that of its wrapper.
  public var targetName: String {
    if let n = categoryTargetName { return n }
    if target.isNull { return "" }
    if case .object = target.base { return Conversion.toStringInCulture(target.base, ExecutionContext.current) }
    if case .type(let t) = target.base { return t.fullName }
    if categoryTargetType == "PSObject" { return Conversion.toStringInCulture(target, .current) }
    return Conversion.plainText(target.base)
  }

  /// The target's type, unless somebody set it; an object of notes is known by its wrapper.
  public var targetTypeName: String {
    if let t = categoryTargetType { return t }
    if target.isNull { return "" }
    let type = TypeTable.typeOf(target)
    return (type === TypeTable.psCustomObject ? TypeTable.psObject : type).name
  }

  /// The same about an object of the pipeline, which the cmdlet has wrapped: its type is that of the wrapper.
  public var aboutObject: ErrorRecord {
    categoryTargetType = "PSObject"
    return self
  }

  /// `CategoryInfo.GetMessage()`.
  public var categoryMessage: String {
    func short(_ s: String) -> String {
      let u = Array(s.utf16)
      return u.count <= 40 ? s : String(decoding: u[..<19], as: UTF16.self) + "\u{2026}" + String(decoding: u[(u.count - 19)...], as: UTF16.self)
    }
    let name = targetName
    return "\(category.name): (\(short(name)):\(short(targetTypeName))) [\(short(activity))], \(categoryReason.map(short) ?? reason)"
  }
}
