/// Checks a lab: each condition of `verify.ps1` on its own, without leaving a trace in the forest.
///
/// `verify.ps1` yields an ordered dictionary: the name of a check and a script block that yields true.
import Engine
import LyncCmdlets

struct TestSimLab: Cmdlet {
  static let command = Command("Test", "SimLab", module: "Labs", errorType: "CsShell.TestSimLab", aliases: ["Test-Lab"],
    synopsis: "Tells which checks of a lab are passed.",
    description: "Checks may call, stop and start things; the forest is as before afterwards.",
    examples: [("The lab under way", "Test-Lab"), ("What is left", "Test-SimLab L-20C | Where-Object Result -eq Failed")])
  @Parameter("Id", at: 0, from: [.pipeline, .propertyName]) var id: String?

  mutating func process(_ shell: Invocation) throws {
    let lab = try shell.lab(id)
    let context = shell.context
    guard let text = lab.text("verify.ps1"), case .hash(let checks) = try context.invokeBlock(context.makeBlock(text)).base else {
      throw shell.terminating("LabVerify", .invalidData, "The checks of lab \(lab.id) cannot be read.")
    }
    // Quiet: what a check finds wrong is its result, not its output.
    let runner = try context.makeBlock("param($check) $WarningPreference = 'SilentlyContinue'; $ConfirmPreference = 'None'; & $check 2>$null 3>$null")
    var passed = 0, total = 0
    var results: [Value] = []
    for name in checks.keys {
      guard let check = checks.get(name) else { continue }
      total += 1
      var detail = ""
      let result = try shell.undisturbed { () throws -> Bool in
        do { return Conversion.toBool(try context.invokeBlock(runner, arguments: [check])) } catch let error as TerminatingError {
          detail = error.record.message
          return false
        }
      }
      if result { passed += 1 }
      results.append(.object(PSObject([("Check", name), ("Result", .str(result ? "Passed" : "Failed")), ("Detail", .str(detail))], typeName: "Sim.LabCheck")))
    }
    if LabSession.of(context).current == lab.id {
      LabProgress.update(lab.id) { entry in
        entry.passed = passed
        entry.checks = total
        entry.isSolved = entry.isSolved || passed == total
      }
      if let forest = try shell.forestText() { LabProgress.keep(forest: forest, of: lab.id) }
    }
    try context.writeHost(passed == total ? "Lab \(lab.id): all \(total) checks passed." : "Lab \(lab.id): \(passed) of \(total) checks passed.")
    for r in results { try shell.write(r) }
  }
}
