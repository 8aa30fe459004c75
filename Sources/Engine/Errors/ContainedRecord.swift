/// The record that a `RuntimeException` holds itself: apart from the one in `$_`, around a stand-in for the exception.
import Primitives

extension ErrorRecord {
  /// An exception's own record, which names a stand-in for the exception.
  var holdsStandIn: Bool { isExceptionMade && exception.type.name == "ParentContainsErrorRecordException" }

  /// Of a record around a stand-in, what a preference Stop makes of it: the exception is the stop itself.
  var stopped: ErrorRecord {
    let r = showing(PSException("System.Management.Automation.ActionPreferenceStopException", ExecutionContext.stopText("ErrorActionPreference", exception.message)))
    r.isStop = true
    r.stoppedWhenWritten = true
    return r
  }
  /// The record of the cast that failed, which stands where the statement failed that it is the cause of.
  /// - Parameter outer: the exception that names it as its cause
  public static func ofCast(_ x: PSException, in outer: PSException) -> ErrorRecord? {
    guard x.type.name == "PSInvalidCastException", x.record == nil, let r = outer.record, !outer.isOfBinding, !r.thrownByStatement else { return nil }
    let own = contained(in: x)
    own.position = r.position
    own.takeTrace(of: r)
    return own
  }
  /// The record of an exception as its property `ErrorRecord` shows it: without the command, unless it is about binding, and without
  /// what a `throw` statement said.
  public static func contained(in x: PSException) -> ErrorRecord {
    let standIn = PSException("System.Management.Automation.ParentContainsErrorRecordException", x.message)
    guard let r = x.record else {
      let usual = ExceptionDefaults.of(x.type)
      let isSaid = x.lastErrorId != nil && x.type.name != "PSInvalidCastException"
      return ErrorRecord(
        standIn, id: x.lastErrorId ?? usual?.id ?? x.type.name, isSaid ? x.lastCategory : usual?.category ?? .notSpecified, target: x.lastErrorId == nil ? usual?.target ?? .null : .null)
    }
    if r.thrownByStatement {
      let own = ErrorRecord(standIn, id: "RuntimeException")
      // the exception itself was thrown, not one made for a text
      if r.errorId == own.errorId { own.position = r.position; own.takeTrace(of: r) }
      return own
    }
    let own = ErrorRecord(standIn, id: r.errorId, r.category, target: r.target)
    own.categoryTargetType = r.categoryTargetType
    if x.isOfBinding {
      own.invocation = r.invocation
      own.hasNoCommandSuffix = r.hasNoCommandSuffix
      own.categoryActivity = r.categoryActivity ?? r.invocation?.command?.name
    } else if x.type.name == "CommandNotFoundException" {
      // it is the place's, not a command's
    } else if r.invocation != nil { return own }
    own.position = r.position
    own.takeTrace(of: r)
    return own
  }
}
