/// Tells whether somebody can join a meeting, and with which client.
import Engine
import Lync

struct TestSimMeetingJoin: Cmdlet {
  static let command = Command("Test", "SimMeetingJoin", module: "Sim", errorType: "CsShell.TestSimMeetingJoin", defaultSet: "Anonymous",
    synopsis: "Tells whether somebody can join a meeting, and with which client.",
    description: "Belongs to the simulator; the product has no such cmdlet.",
    examples: [
      ("By the old client", "Get-SimMeeting -Title \"b-09*\" | Test-SimMeetingJoin -Client \"Office Communicator 2007\" -FederatedUser sip:adam@fabrikam.com"),
    ])
  @Parameter("MeetingId", at: 0, from: .propertyName) var meetingId: String
  @Parameter("Client", at: 1) var client: String
  @Parameter("User", sets: ["User"]) var user: String?
  @Parameter("Anonymous", sets: ["Anonymous"]) var anonymous: Switch
  @Parameter("FederatedUser", sets: ["Federated"]) var federatedUser: String?
  @Parameter("Explain") var explain: Switch

  mutating func process(_ shell: Invocation) throws {
    let joiner: Joiner
    if let user { joiner = .user(user) } else if let federatedUser { joiner = .federated(federatedUser) } else { joiner = .anonymous }
    try shell.get { [try $0.testMeetingJoin(meetingId, client: client, joiner: joiner)] }
    if explain.isOn { try shell.write(ExplanationText.object(shell.session.world().explanation)) }
  }
}
