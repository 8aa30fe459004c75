/// `ErrorRecord`, its category, details and invocation.
import Engine
import Primitives
import Syntax

/// `ErrorRecord.CategoryInfo`: a view on the record.
final class PSErrorCategoryInfo: Ref {
  let record: ErrorRecord
  init(_ r: ErrorRecord) { record = r; super.init() }
  override var netType: NetType { TypeTable.named("System.Management.Automation.ErrorCategoryInfo") }
  override func text() -> String { record.categoryMessage }
}

/// `ErrorRecord.ErrorDetails`.
final class PSErrorDetails: Ref {
  var message: String
  var recommendedAction: String?
  /// The record it belongs to.
  private weak var record: ErrorRecord?
  init(_ m: String, _ action: String? = nil, of record: ErrorRecord? = nil) { message = m; recommendedAction = action; self.record = record; super.init() }
  func recommend(_ action: String) { recommendedAction = action; record?.recommendedAction = action }
  override var netType: NetType { TypeTable.named("System.Management.Automation.ErrorDetails") }
  override func text() -> String { message }
}

extension NetTypes {
  static func registerErrorRecords() {
    let ns = "System.Management.Automation."
    TypeTable.extend(ns + "ErrorRecord", defineErrorRecord)
    TypeTable.register(ns + "ErrorCategoryInfo") { NetType(ns + "ErrorCategoryInfo", base: TypeTable.object, define: defineCategoryInfo) }
    TypeTable.register(ns + "ErrorDetails") {
      NetType(ns + "ErrorDetails", base: TypeTable.object) { t in
        t.constructor(ns + "ErrorDetails new(string message)") { a, _ in .other(PSErrorDetails(a.string(0))) }
        t.property("string Message {get;}") { v, _ in .str((v.refValue as? PSErrorDetails)?.message ?? "") }
        t.property("string RecommendedAction {get;set;}", set: { v, x, _ in (v.refValue as? PSErrorDetails)?.recommend(Conversion.toString(x)) }) { v, _ in
          .str((v.refValue as? PSErrorDetails)?.recommendedAction ?? "")
        }
        t.method("string ToString()") { v, _, _ in .str((v.refValue as? PSErrorDetails)?.message ?? "") }
      }
    }
    TypeTable.register(ns + "InvocationInfo") { NetType(ns + "InvocationInfo", base: TypeTable.object, define: defineInvocationInfo) }
  }

  private static func exceptionArgument(_ v: Value) -> PSException? {
    if let e = v.refValue as? PSException { return e }
    if let o = v.objectValue, case .other(let r)? = o.get("\u{0}exception") { return r as? PSException }
    return nil
  }

  private static func defineErrorRecord(_ t: NetType) {
    func of(_ v: Value) -> ErrorRecord? { v.refValue as? ErrorRecord }
    let ns = "System.Management.Automation."
    t.constructor(ns + "ErrorRecord new(System.Exception exception, string errorId, \(ns)ErrorCategory errorCategory, System.Object targetObject)") { a, _ in
      guard let e = exceptionArgument(a.at(0)) else { throw nullArgument("exception") }
      let r = ErrorRecord(e, id: a.string(1), ErrorCategory(rawValue: a.flags(2)) ?? .notSpecified, target: a.at(3).orNull)
      r.hasNoCommandSuffix = false
      return .other(r)
    }
    t.constructor(ns + "ErrorRecord new(\(ns)ErrorRecord errorRecord, System.Exception replaceParentContainsErrorRecordException)") { a, _ in
      guard let old = of(a.at(0)) else { throw nullArgument("errorRecord") }
      let r = ErrorRecord(exceptionArgument(a.at(1)) ?? old.exception, id: old.errorId, old.category, target: old.target)
      r.detailsMessage = old.detailsMessage
      r.invocation = old.invocation
      r.position = old.position
      return .other(r)
    }
    t.property("System.Exception Exception {get;}") { v, _ in
      guard let e = of(v)?.exception else { return .null }
      if let o = e.instance { return .object(o) }
      return .other(e)
    }
    t.property("System.Object TargetObject {get;}") { v, _ in of(v)?.target ?? .null }
    t.property("\(ns)ErrorCategoryInfo CategoryInfo {get;}") { v, _ in of(v).map { .other(PSErrorCategoryInfo($0)) } ?? .null }
    t.property("string FullyQualifiedErrorId {get;}") { v, _ in .str(of(v)?.fullyQualifiedErrorId ?? "") }
    t.property("\(ns)ErrorDetails ErrorDetails {get;set;}", set: { v, x, _ in
      if let d = x.refValue as? PSErrorDetails { of(v)?.detailsMessage = d.message; of(v)?.recommendedAction = d.recommendedAction }
      else { of(v)?.detailsMessage = x.isNull ? nil : Conversion.toString(x) }
    }) { v, _ in
      guard let r = of(v), let m = r.detailsMessage else { return .null }
      return .other(PSErrorDetails(m, r.recommendedAction, of: r))
    }
    t.property("\(ns)InvocationInfo InvocationInfo {get;}") { v, _ in
      guard let r = of(v) else { return .null }
      if let given = r.invocation {
        let i = InvocationInfo()
        i.command = given.command
        i.position = given.isHosted ? nil : r.position ?? given.position
        i.invocationName = given.invocationName
        i.scriptName = given.scriptName
        i.pipelineLength = 0
        i.pipelinePosition = 0
        i.historyId = r.historyId
        return .other(i)
      }
      guard let p = r.position else { return .null }
      let i = InvocationInfo()
      i.position = p
      i.scriptName = p.source.file
      i.pipelineLength = 0
      i.pipelinePosition = 0
      i.historyId = r.historyId
      return .other(i)
    }
    t.property("string ScriptStackTrace {get;}") { v, _ in of(v).map { $0.isPlaceless || !$0.isTraced ? .null : .str($0.scriptStackTrace) } ?? .null }
    t.property("System.Collections.ObjectModel.ReadOnlyCollection[int] PipelineIterationInfo {get;}") { v, _ in
      // objects that went in before each command of the pipeline: known where a command at its head has had its one turn
      var counts: [Value] = []
      if let i = of(v)?.reporting, i.pipelinePosition == 1, !i.expectingInput {
        counts = Array(repeating: .int(0), count: i.pipelineLength + 1)
        counts[1] = .int(1)
      }
      let r = PSArray(counts, of: TypeTable.int)
      r.kind = .readOnlyCollection
      return .array(r)
    }
    t.method("string ToString()") { v, _, _ in .str(of(v)?.message ?? "") }
  }

  private static func defineCategoryInfo(_ t: NetType) {
    func of(_ v: Value) -> ErrorRecord? { (v.refValue as? PSErrorCategoryInfo)?.record }
    t.property("System.Management.Automation.ErrorCategory Category {get;}") { v, _ in
      .other(PSEnum(TypeTable.get("System.Management.Automation.ErrorCategory"), Int64(of(v)?.category.rawValue ?? 0)))
    }
    t.property("string Activity {get;set;}", set: { v, x, _ in of(v)?.categoryActivity = Conversion.toString(x) }) { v, _ in .str(of(v)?.activity ?? "") }
    t.property("string Reason {get;set;}", set: { v, x, _ in of(v)?.categoryReason = Conversion.toString(x) }) { v, _ in .str(of(v)?.reason ?? "") }
    t.property("string TargetName {get;set;}", set: { v, x, _ in of(v)?.categoryTargetName = Conversion.toString(x) }) { v, _ in
      guard let r = of(v) else { return .null }
      return .str(r.targetName)
    }
    t.property("string TargetType {get;set;}", set: { v, x, _ in of(v)?.categoryTargetType = Conversion.toString(x) }) { v, _ in
      guard let r = of(v) else { return .null }
      return .str(r.targetTypeName)
    }
    t.method("string GetMessage()") { v, _, _ in .str(of(v)?.categoryMessage ?? "") }
    t.method("string ToString()") { v, _, _ in .str(of(v)?.categoryMessage ?? "") }
  }

  private static func defineInvocationInfo(_ t: NetType) {
    func of(_ v: Value) -> InvocationInfo? { v.refValue as? InvocationInfo }
    func at(_ v: Value) -> Extent? { of(v)?.position }
    func line(_ v: Value) -> String { at(v).map { $0.source.wholeLine($0.startLine) } ?? "" }
    func folder(_ path: String) -> String { path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "" }
    let ns = "System.Management.Automation."
    t.property("\(ns)CommandInfo MyCommand {get;}") { v, _ in of(v)?.command.map { .other($0) } ?? .null }
    t.property("System.Collections.Generic.Dictionary[string,System.Object] BoundParameters {get;}") { v, _ in of(v).map { .hash($0.boundParameters) } ?? .null }
    t.property("System.Collections.Generic.List[System.Object] UnboundArguments {get;}") { v, _ in
      let r = PSArray(of(v)?.unboundArguments ?? [])
      r.kind = .list
      return .array(r)
    }
    t.property("int ScriptLineNumber {get;}") { v, _ in .count(at(v)?.startLine ?? 0) }
    t.property("int OffsetInLine {get;}") { v, _ in .count(at(v)?.startColumn ?? 0) }
    t.property("long HistoryId {get;}") { v, c in .long(of(v)?.historyId ?? c.historyId) }
    t.property("string ScriptName {get;}") { v, _ in .str(of(v)?.scriptName ?? at(v)?.source.file ?? "") }
    t.property("string Line {get;}") { v, _ in .str(line(v)) }
    t.property("string Statement {get;}") { v, _ in .str(at(v)?.text ?? "") }
    t.property("string PositionMessage {get;}") { v, _ in .str(at(v).map { PositionMessage.text($0, file: of(v)?.scriptName ?? $0.source.file) } ?? "") }
    t.property("string PSScriptRoot {get;}") { v, _ in .str(folder(of(v)?.scriptName ?? at(v)?.source.file ?? "")) }
    t.property("string PSCommandPath {get;}") { v, _ in .str(of(v)?.scriptName ?? at(v)?.source.file ?? "") }
    t.property("string InvocationName {get;}") { v, _ in .str(of(v)?.invocationName ?? "") }
    t.property("int PipelineLength {get;}") { v, _ in .count(of(v)?.pipelineLength ?? 0) }
    t.property("int PipelinePosition {get;}") { v, _ in .count(of(v)?.pipelinePosition ?? 0) }
    t.property("bool ExpectingInput {get;}") { v, _ in .bool(of(v)?.expectingInput ?? false) }
    t.property("\(ns)CommandOrigin CommandOrigin {get;}") { v, _ in
      .other(PSEnum(TypeTable.get(ns + "CommandOrigin"), of(v)?.isFromHost == true ? 0 : 1))
    }
    t.property("\(ns)Language.IScriptExtent DisplayScriptPosition {get;set;}", set: { _, _, _ in }) { _, _ in .null }
  }
}
