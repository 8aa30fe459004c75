/// Lists the Lync Server services of a computer.
import Engine
import Lync

struct GetCsWindowsService: Cmdlet {
  static let command = Command("Get", "CsWindowsService", module: "Lync", errorType: "CsShell.GetCsWindowsService",
    outputs: ["Microsoft.Rtc.Management.Deployment.Core.NTService"],
    synopsis: "Lists the Lync Server services of a computer.",
    examples: [
      ("This computer", "Get-CsWindowsService"),
      ("One service in full", "Get-CsWindowsService -Name RTCSRV -ComputerName fe13a.contoso.com | Format-List"),
    ])
  @Parameter("Name", at: 0, help: "The name.") var name: String?
  @Parameter("ComputerName", help: "The computer; this one when nothing is given.") var computerName: String?
  @Parameter("ExcludeActivityLevel", help: "Leaves the activity out.") var excludeActivityLevel: Switch
  @Parameter("Report", help: "A file that tells what was done, as HTML.") var report: String?

  mutating func process(_ shell: Invocation) throws {
    try shell.get { try $0.windowsServices(name, computer: computerName, withActivity: !excludeActivityLevel.isOn) }
  }
}
