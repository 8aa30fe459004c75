/// The client programs of the interoperability table (domain 3.9) and where each signs in.
struct ClientProgram {
  enum SignIn { case full, presenceAndIm, none }

  let name: String
  let shortNames: [String]
  /// Sign-in to 2013, 2010 and OCS.
  let signIn: (SignIn, SignIn, SignIn)
  let joinOnly: Bool
  /// Add-ins that come with the client.
  let addIns: [String]

  func signIn(version: Int) -> SignIn {
    switch version {
    case ServerVersion.lync2013: return signIn.0
    case ServerVersion.lync2010: return signIn.1
    default: return signIn.2
    }
  }
}

enum Clients {
  static let lync2013 = "Lync 2013"
  static let webApp2013 = "Lync Web App 2013"
  static let webApp2010 = "Lync Web App 2010"
  static let communicator2007R2 = "Office Communicator 2007 R2"
  static let communicator2007 = "Office Communicator 2007"
  static let liveMeeting = "Office Live Meeting 2007"
  static let attendant2007R2 = "OCS 2007 R2 Attendant"
  static let addIn2013 = "Online Meeting Add-in for Lync 2013"
  static let addIn2010 = "Online Meeting Add-in for Lync 2010"
  static let conferencingAddIn = "Conferencing Add-in for Microsoft Office Outlook"

  static let all: [ClientProgram] = [
    .init(name: lync2013, shortNames: ["L13"], signIn: (.full, .full, .none), joinOnly: false, addIns: [addIn2013]),
    .init(name: "Lync 2013 Basic", shortNames: ["Lync Basic 2013"], signIn: (.full, .full, .none), joinOnly: false, addIns: [addIn2013]),
    .init(name: webApp2013, shortNames: ["Lync Web App"], signIn: (.full, .none, .none), joinOnly: true, addIns: []),
    .init(name: "Lync 2010", shortNames: ["L10"], signIn: (.full, .full, .none), joinOnly: false, addIns: [addIn2010]),
    .init(name: "Lync 2010 Attendant", shortNames: [], signIn: (.full, .full, .none), joinOnly: false, addIns: []),
    .init(name: webApp2010, shortNames: [], signIn: (.none, .full, .none), joinOnly: true, addIns: []),
    .init(name: "Lync 2010 Attendee", shortNames: [], signIn: (.none, .full, .none), joinOnly: true, addIns: []),
    .init(name: communicator2007R2, shortNames: ["Communicator 2007 R2", "R2"], signIn: (.presenceAndIm, .full, .full), joinOnly: false, addIns: [conferencingAddIn]),
    .init(name: attendant2007R2, shortNames: ["Office Communications Server 2007 R2 Attendant"], signIn: (.none, .full, .full), joinOnly: false, addIns: []),
    .init(name: communicator2007, shortNames: ["Communicator 2007", "OC7"], signIn: (.none, .full, .full), joinOnly: false, addIns: [conferencingAddIn]),
    .init(name: liveMeeting, shortNames: ["Live Meeting 2007", "LM"], signIn: (.none, .full, .full), joinOnly: false, addIns: [conferencingAddIn]),
    .init(name: "Lync Windows Store app", shortNames: ["Lync Windows Store"], signIn: (.full, .full, .none), joinOnly: false, addIns: []),
  ]

  /// The client by its full or short name, without regard to case.
  static func named(_ name: String) -> ClientProgram? {
    all.first { $0.name.same(name) } ?? all.first { client in client.shortNames.contains { $0.same(name) } }
  }
}
