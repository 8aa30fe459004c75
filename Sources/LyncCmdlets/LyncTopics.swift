/// What Get-Help tells about the simulated forest.
import Formatting

enum LyncTopics {
  static let all: [HelpTopics.Topic] = [
    HelpTopics.Topic("about_Lync_Simulation", "The forest the Lync cmdlets act on.", """
      csshell -Deployment b starts with a deployment; nothing leaves this process.

          Show-SimTopology            sites, pools and computers
          Get-SimState                what was changed, Undo-SimChange, Redo-SimChange
          Save-SimState name          keep a state, Restore-SimState name
          Compare-SimState            what differs from a state
          Get-SimClock, Step-SimClock replication and services take time
          Get-SimExplanation          why the last command behaved as it did

      Cmdlets that change something take -WhatIf and -Confirm.
      """),
    HelpTopics.Topic("about_Lync_Migration", "The way of a migration from Office Communications Server.", """
      1. Install-SimPackage OCSWMIBC, then Merge-CsLegacyTopology
      2. Publish-CsTopology and Enable-CsTopology
      3. Move-CsLegacyUser, Move-CsUser; Get-SimMigrationAdvice says who should wait
      4. Move trusted applications: Get-CsTrustedApplicationPool, Move-CsApplicationEndpoint
      5. Move conference directories: Move-CsConferenceDirectory
      6. Remove the old pools from the topology and publish it

      Get-SimPendingChange lists what waits for Enable-CsTopology.
      """),
    HelpTopics.Topic("about_Lync_Trusted_Applications", "Pools, applications, endpoints and contacts.", """
      A trusted application runs on the computers of a trusted application pool; its
      endpoints are contacts homed on a registrar pool.

          Get-CsTrustedApplicationPool | Select-Object Identity, Registrar
          Set-CsTrustedApplicationPool apps.contoso.com -Registrar pool13.contoso.com
          Enable-CsTopology
          Get-CsApplicationEndpoint | Move-CsApplicationEndpoint -TargetApplicationPool apps.contoso.com -Force

      After the registrar of a pool changed, its endpoints have to follow.
      """),
  ]
}
