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
  @Parameter("MeetingId", at: 0, from: .propertyName, help: "The id of the meeting.") var meetingId: String
  @Parameter("Client", at: 1, help: "The client program.") var client: String
  @Parameter("User", sets: ["User"], help: "The user who joins.") var user: String?
  @Parameter("Anonymous", sets: ["Anonymous"], help: "Somebody unknown joins.") var anonymous: Switch
  @Parameter("FederatedUser", sets: ["Federated"], help: "Somebody of another company joins, by SIP address.") var federatedUser: String?
  @Parameter("Explain", help: "Adds the rules and facts behind the answer.") var explain: Switch

  mutating func process(_ shell: Invocation) throws {
    let joiner: Joiner
    if let user { joiner = .user(user) } else if let federatedUser { joiner = .federated(federatedUser) } else { joiner = .anonymous }
    try shell.get { [try $0.testMeetingJoin(meetingId, client: client, joiner: joiner)] }
    guard explain.isOn else { return }
    let world = try shell.session.world()
    if let found = world.explanation { try shell.write(ExplanationText.object(found, world)) }
  }
}
