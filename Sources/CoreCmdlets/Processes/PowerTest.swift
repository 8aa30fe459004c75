/// Stop-Computer and Restart-Computer under test: they say that it went well, or what number the system's command would have returned.
import Engine

enum PowerTest {
  static func answered(_ shell: Invocation) throws -> Bool {
    guard InternalTestHooks.isOn("TestStopComputer") else { return false }
    let code = InternalTestHooks.value("TestStopComputerResults").flatMap { try? Conversion.toInt64($0) } ?? 0
    if code != 0 {
      try shell.error("CommandFailed", .operationStopped, "Command returned 0x\(String(code, radix: 16, uppercase: true))", exception: "System.InvalidOperationException", target: .str("localhost"))
    }
    return true
  }
}
