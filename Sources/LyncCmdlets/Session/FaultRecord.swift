/// A refusal of the domain as an error record: id, category, target and help go along (D-32).
import Directory
import Engine

extension Fault: @retroactive ReportableError {
  public var errorRecord: ErrorRecord { FaultRecord.make(self) }
}

enum FaultRecord {
  static func make(_ fault: Fault) -> ErrorRecord {
    let exception = PSException("Microsoft.Rtc.Management.ManagementException", fault.message)
    let record = ErrorRecord(exception, id: fault.id, category(fault.category), target: fault.target.isEmpty ? .null : .str(fault.target))
    record.recommendedAction = fault.help
    return record
  }

  private static func category(_ category: Fault.Category) -> ErrorCategory {
    switch category {
    case .notSpecified: .notSpecified
    case .objectNotFound: .objectNotFound
    case .resourceExists: .resourceExists
    case .resourceUnavailable: .resourceUnavailable
    case .invalidArgument: .invalidArgument
    case .invalidData: .invalidData
    case .invalidOperation: .invalidOperation
    case .connectionError: .connectionError
    case .notInstalled: .notInstalled
    case .permissionDenied: .permissionDenied
    case .syntaxError: .syntaxError
    }
  }

  /// E-PROMPT
  static let prompt = Fault(.invalidOperation, key: "E-PROMPT", id: "Prompt", "A confirmation is required but no input is available. Use -Confirm:$false.", terminating: true)

  static func file(_ path: String, _ why: String) -> Fault {
    Fault(.resourceUnavailable, key: "E-FILE", id: "File", target: path, "Cannot write \"\(path)\": \(why).", terminating: true)
  }
  static func noFile(_ path: String) -> Fault {
    Fault(.objectNotFound, key: "E-FILE", id: "FileNotFound", target: path, "Cannot find file \"\(path)\".", terminating: true)
  }
  /// The answer was no: nothing was done.
  static func notFound(_ identity: String) -> Fault {
    Fault(.objectNotFound, key: "E-NOTFOUND", id: "ManagementObjectNotFound", target: identity, "Management object not found for identity \"\(identity)\".")
  }
  static func declined(_ target: String) -> Fault {
    Fault(.invalidOperation, key: "E-DECLINED", id: "Declined", target: target, "The operation was canceled; nothing was changed.")
  }
}
