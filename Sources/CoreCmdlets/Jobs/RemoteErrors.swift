/// Errors that come from another process: what arrives of the record and its exception there.
import Engine
import NetTypes

enum RemoteErrors {
  private static let ns = "System.Management.Automation."
  private static let origin = RecordType(ns + "Remoting.OriginInfo", ["string PSComputerName {get;}", "guid RunspaceID {get;}", "guid InstanceID {get;set;}"])

  static func register() {
    TypeTable.register(ns + "Runspaces.RemotingErrorRecord") {
      NetType(ns + "Runspaces.RemotingErrorRecord", base: TypeTable.get(ns + "ErrorRecord"), interfaces: ["System.Runtime.Serialization.ISerializable"]) { t in
        t.property("System.Management.Automation.Remoting.OriginInfo OriginInfo {get;}") { v, _ in (v.refValue as? ErrorRecord)?.origin ?? .null }
      }
    }
    TypeTable.extend(ns + "RemoteException") { t in
      for name in ["SerializedRemoteException", "SerializedRemoteInvocationInfo"] {
        t.property("psobject \(name) {get;}") { v, _ in (v.refValue as? PSException)?.property(name) ?? .null }
      }
    }
  }

  /// The record as it arrives: it says all that it said there, but it has no place here.
  /// - Parameter runspace: the id of the runspace it happened in
  static func arriving(_ r: ErrorRecord, from runspace: Value, _ c: ExecutionContext) -> ErrorRecord {
    func copy(_ v: Value?) -> Value { v.flatMap { try? StartJob.copy($0, c) } ?? .null }
    let x = PSException(ns + "RemoteException", r.exception.message)
    x.properties = [
      ("SerializedRemoteException", copy(.other(r.exception))),
      ("SerializedRemoteInvocationInfo", copy(try? c.property(.other(r), "InvocationInfo"))),
    ]
    let here = ErrorRecord(x, id: r.fullyQualifiedErrorId, r.category, target: copy(r.target))
    here.categoryActivity = r.activity
    here.categoryReason = r.reason
    here.categoryTargetName = r.targetName
    here.categoryTargetType = r.targetTypeName
    here.detailsMessage = r.detailsMessage
    here.recommendedAction = r.recommendedAction
    // the engine's own frame is none of the script's
    let frames = r.scriptStackTrace.textLines
    here.scriptStackTrace = (frames.count > 1 ? frames.dropLast() : frames[...]).joined(separator: "\n")
    let none = (try? Conversion.convert(.str("00000000-0000-0000-0000-000000000000"), to: TypeTable.get("System.Guid"), c)) ?? .null
    here.origin = origin.make([.str("localhost"), runspace, none], text: "localhost")
    return here
  }
}
