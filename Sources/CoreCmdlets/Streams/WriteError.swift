/// Reports an error that does not stop the command.
///
/// The record tells of the command that called Write-Error, not of Write-Error itself.
import Engine

struct WriteError: Cmdlet {
  static let command = Command("Write", "Error", defaultSet: "NoException",
    synopsis: "Reports an error without stopping.",
    examples: [("With an id", "Write-Error -Message 'No such pool.' -ErrorId PoolNotFound -Category ObjectNotFound")])
  @Parameter("Exception", at: 0, sets: ["WithException"], mandatory: true, type: "System.Exception") var exception: Value?
  @Parameter("Message", in: [InSet("NoException", at: 0, mandatory: true, from: .pipeline), InSet("WithException")], aliases: ["Msg"], attributes: [.allowNull, .allowEmptyString]) var message: String?
  @Parameter("ErrorRecord", at: 0, sets: ["ErrorRecord"], type: "System.Management.Automation.ErrorRecord") var errorRecord: Value
  @Parameter("Category", sets: ["NoException", "WithException"]) var category: ErrorCategoryName?
  @Parameter("ErrorId", sets: ["NoException", "WithException"]) var errorId: String?
  @Parameter("TargetObject", sets: ["NoException", "WithException"]) var targetObject: Value?
  @Parameter("RecommendedAction") var recommendedAction: String?
  @Parameter("CategoryActivity", aliases: ["Activity"]) var categoryActivity: String?
  @Parameter("CategoryReason", aliases: ["Reason"]) var categoryReason: String?
  @Parameter("CategoryTargetName", aliases: ["TargetName"]) var categoryTargetName: String?
  @Parameter("CategoryTargetType", aliases: ["TargetType"]) var categoryTargetType: String?

  mutating func process(_ shell: Invocation) throws {
    let record = try makeRecord()
    let caller = shell.context.callerInvocation()
    record.invocation = caller
    record.position = caller.position
    record.reportPlace = shell.info.position
    record.categoryActivity = categoryActivity ?? (record.categoryActivity.flatMap { $0.isEmpty ? nil : $0 } ?? "Write-Error")
    if let categoryReason { record.categoryReason = categoryReason }
    if let categoryTargetName { record.categoryTargetName = categoryTargetName }
    if let categoryTargetType {
      record.categoryTargetType = categoryTargetType
    } else if case .object? = targetObject, record.categoryTargetType == nil {
      // the target is kept with what was added to it, and tells the type of that
      record.categoryTargetType = "PSObject"
    }
    if let recommendedAction { record.recommendedAction = recommendedAction; if record.detailsMessage == nil { record.detailsMessage = record.exception.message } }
    try shell.error(record)
  }
  private static let noMessage = "Exception of type 'Microsoft.PowerShell.Commands.WriteErrorException' was thrown."
  private func makeRecord() throws -> ErrorRecord {
    if let given = errorRecord.refValue as? ErrorRecord {
      let r = ErrorRecord(given.exception, id: given.ownErrorId, given.category, target: given.target)
      r.takeTrace(of: given)
      r.detailsMessage = given.detailsMessage
      return r
    }
    let r: ErrorRecord, errorId = errorId.flatMap { $0.isEmpty ? nil : $0 }
    if let e = exception?.refValue as? PSException {
      r = ErrorRecord(e, id: errorId ?? e.type.fullName, category.category, target: targetObject ?? .null)
      if let message, !message.isEmpty { r.detailsMessage = message }
    } else {
      r = ErrorRecord(
        PSException("Microsoft.PowerShell.Commands.WriteErrorException", message ?? WriteError.noMessage), id: errorId ?? "Microsoft.PowerShell.Commands.WriteErrorException",
        category.category, target: targetObject ?? .null)
    }
    return r
  }
}
