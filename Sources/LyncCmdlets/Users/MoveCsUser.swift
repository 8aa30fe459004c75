/// Moves a user to another pool, with contacts and scheduled meetings.
import Engine
import Lync

struct MoveCsUser: Cmdlet {
  static let command = Command("Move", "CsUser", module: "Lync", errorType: "Microsoft.Rtc.Management.AD.Cmdlets.MoveOcsUserCmdlet", defaultSet: "Identity", confirm: .high,
    synopsis: "Moves a user to another pool, with contacts and scheduled meetings.",
    description: "Meeting content stays on the old pool unless -MoveConferenceData (some papers call it -MoveMeetingContent) is given. -Force moves the account alone: meetings and contacts are "
      + "lost. Asks before it moves; -Confirm:$false answers.",
    examples: [
      ("One user", "Move-CsUser -Identity \"Ken Myer\" -Target pool13.litwareinc.com -Confirm:$false"),
      ("With the content of the meetings", "Move-CsUser \"Claus Hansen\" pool13.litwareinc.com -MoveConferenceData"),
      ("Everybody of a pool", "Get-CsUser -Filter {RegistrarPool -eq \"pool10.litwareinc.com\"} | Move-CsUser -Target pool13.litwareinc.com -Confirm:$false"),
    ])
  @Parameter("Identity", at: 0, from: [.pipeline, .propertyName], sets: ["Identity"], help: "The object to work on, in any form of its identity.") var identity: UserIdentity
  @Parameter("Credential", type: "System.Management.Automation.PSCredential", fidelity: .inert) var credential: Value?
  @Parameter("Target", at: 1, help: "The pool to move to.") var target: Fqdn
  @Parameter("HostedMigrationOverrideUrl", fidelity: .inert) var hostedMigrationOverrideUrl: String?
  @Parameter("MoveConferenceData", aliases: ["MoveMeetingContent"], help: "Takes the content of meetings along. Some papers call it MoveMeetingContent.") var moveConferenceData: Switch
  @Parameter("Force", help: "Goes on without asking.") var force: Switch
  @Parameter("IgnoreBackendStoreException", help: "Goes on when the back-end of a pool cannot be reached.") var ignoreBackendStoreException: Switch
  @Parameter("ProxyPool", help: "For online users only.") var proxyPool: Fqdn?
  @Parameter("DomainController", fidelity: .inert) var domainController: Fqdn?
  @Parameter("PassThru", help: "Returns the object.") var passThru: Switch
  @Parameter("UserList", sets: ["UserList"], mandatory: true, help: "A file with an identity a line; of later versions of the product.") var userList: String
  @Parameter("Report", help: "A file that tells what became of each user; of later versions of the product.") var report: String?

  mutating func process(_ shell: Invocation) throws {
    var options = UserMoveOptions()
    options.force = force.isOn
    options.ignoreBackend = ignoreBackendStoreException.isOn
    options.moveConferenceData = moveConferenceData.isOn
    options.proxyPool = proxyPool?.text
    options.passThru = passThru.isOn
    let target = target.text
    guard $userList.isBound || report != nil else { return try shell.changeUsers(identity.text) { try $0.moveUser(row: $2, $1, target: target, options: options) } }
    try shell.refusals {
      let listed = $userList.isBound ? try MoveCsUser.lines(of: userList, shell) : [identity.text]
      var lines: [String] = []
      for one in listed {
        var isMoved = false
        try shell.changeUsers(one) {
          let outcome = try $0.moveUser(row: $2, $1, target: target, options: options)
          isMoved = true
          return outcome
        }
        lines.append(one + "\t" + (isMoved && !shell.isOn("WhatIf") ? "Moved to " + target : "Not moved"))
      }
      guard let report else { return }
      let bytes = Array(lines.map { $0 + "\n" }.joined().utf8)
      if let why = SessionFiles.write(bytes, to: SessionFiles(shell.context).path(report)) { throw FaultRecord.file(report, why) }
    }
  }

  private static func lines(of file: String, _ shell: Invocation) throws -> [String] {
    guard let bytes = FileText.read(SessionFiles(shell.context).path(file)) else { throw FaultRecord.noFile(file) }
    // Blanks and quotation marks around a name are no part of it.
    func isAround(_ character: Character) -> Bool { character == " " || character == "\t" || character == "\"" }
    return FileText.decode(bytes).split(whereSeparator: \.isNewline).map { String(String($0.drop(while: isAround).reversed()).drop(while: isAround).reversed()) }.filter { !$0.isEmpty }
  }
}
