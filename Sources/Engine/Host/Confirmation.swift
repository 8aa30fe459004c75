/// `-WhatIf` and `-Confirm`: whether an operation is done, rehearsed or asked about.

extension ExecutionContext {
  /// Whether an operation is done without a question, a word or a rehearsal, the parameters of the command counted.
  func isUnquestioned(_ c: CommonParameters, _ impact: ConfirmImpact) -> Bool {
    c.verbose != true && !isRehearsed(c) && !isAsked(c, impact)
  }
  /// `-WhatIf` of the command, of the one around it, or the preference.
  func isRehearsed(_ c: CommonParameters) -> Bool {
    c.whatIf ?? commonOverride.whatIf ?? Conversion.toBool(lookupSlow(ExecutionContext.whatIfPreference) ?? .null)
  }
  /// `-Confirm` of the command, of the one around it, or the impact beside the preference.
  private func isAsked(_ c: CommonParameters, _ impact: ConfirmImpact) -> Bool {
    if let confirm = c.confirm ?? commonOverride.confirm { return confirm && impact >= .low }
    guard let v = lookupSlow(ExecutionContext.confirmPreference) else { return impact >= .high }
    switch Conversion.toString(v, self).lowercased() {
    case "none": return false
    case "low": return impact >= .low
    case "medium": return impact >= .medium
    default: return impact >= .high
    }
  }
  private static let whatIfPreference = Symbol.of("WhatIfPreference"), confirmPreference = Symbol.of("ConfirmPreference")

  /// `-WhatIf` and `-Confirm`.
  /// - Parameter isVerbose: the command itself was given `-Verbose`; the preference does not count here
  func shouldProcess(description: String, warning: String, caption: String, impact: ConfirmImpact, isVerbose: Bool) throws -> Bool {
    if isRehearsed(commonOverride) {
      host.write("What if: \(description)\n")
      transcript?("What if: \(description)\n")
      return false
    }
    if !isAsked(commonOverride, impact) {
      if isVerbose { try writeVerbose(description) }
      return true
    }
    if let all = confirmedAll { return all }
    let k = try ask(caption: caption, message: warning, choices: ConfirmationChoices.shouldProcess)
    switch k {
    case 0: return true
    case 1: confirmedAll = true; return true
    case 3: confirmedAll = false; return false
    default: return false
    }
  }
  /// As below with answers for all that follow: a new value for "yes to all" or "no to all", when one was chosen.
  func shouldContinue(query: String, caption: String, yesToAll: Bool, noToAll: Bool) throws -> (answer: Bool, all: Bool) {
    if yesToAll { return (true, false) }
    if noToAll { return (false, false) }
    switch try ask(caption: caption, message: query, choices: ConfirmationChoices.shouldProcess) {
    case 0: return (true, false)
    case 1: return (true, true)
    case 3: return (false, true)
    default: return (false, false)
    }
  }
  /// Asks yes or no, whatever the preferences; refuses where nobody can be asked.
  func shouldContinue(query: String, caption: String) throws -> Bool {
    return try ask(caption: caption, message: query, choices: ConfirmationChoices.shouldContinue) == 0
  }
}

/// The answers of `ShouldProcess` and `ShouldContinue`, as PowerShell offers and explains them.
public enum ConfirmationChoices {
  /// `ShouldProcess`: yes, yes to all, no, no to all, suspend.
  static let shouldProcess = [
    PromptChoice("&Yes", "Continue with only the next step of the operation."),
    PromptChoice("Yes to &All", "Continue with all the steps of the operation."),
    PromptChoice("&No", "Skip this operation and proceed with the next operation."),
    PromptChoice("No to A&ll", "Skip this operation and all subsequent operations."),
    suspend,
  ]
  /// `ShouldContinue` without the "to all" answers.
  static let shouldContinue = [shouldProcess[0], shouldProcess[2], suspend]
  /// `-WarningAction Inquire` and other preferences set to Inquire.
  static let inquire = [shouldProcess[0], shouldProcess[1], PromptChoice("&Halt Command", "Stop this command."), suspend]
  /// An error of the language under `$ErrorActionPreference` Inquire.
  static let exception = [
    PromptChoice("&Continue", "Report the error then continue with the next script statement."),
    PromptChoice("S&ilently Continue", "Do not report this error, just continue with the next script statement."),
    PromptChoice("&Break", "Do not continue processing, throw the exception instead."),
    PromptChoice("&Suspend", "Pause the current pipeline and return to the command prompt. Type exit to resume operation when you are done.", isSuspension: true),
  ]
  /// `Set-PSDebug -Step`.
  static let step = [
    PromptChoice("&Yes", "Continue."),
    PromptChoice("Yes to &All", "Continue, and do not ask again whether to continue in this session."),
    PromptChoice("&No", "End the operation with an error."),
    PromptChoice("No to A&ll", "End the operation with an error. Do not request to resume operation for this session."),
    PromptChoice("&Suspend", "Pause the current operation and enter a command prompt. Type \"exit\" to resume the paused operation.", isSuspension: true),
  ]
  static let suspend = PromptChoice("&Suspend", "Pause the current pipeline and return to the command prompt. Type \"exit\" to resume the pipeline.", isSuspension: true)
}
